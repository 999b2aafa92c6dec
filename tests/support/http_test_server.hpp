#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "portal/server/listener.hpp"

namespace hub::test {

// A listener on a free loopback port with an I/O thread of its own; drained and joined at the end.
class HttpTestServer {
public:
    HttpTestServer(std::vector<HttpEndpoint> endpoints, portal::ListenerSettings settings = {},
                   const Clock& clock = system_clock());
    ~HttpTestServer();
    HttpTestServer(const HttpTestServer&) = delete;
    HttpTestServer& operator=(const HttpTestServer&) = delete;

    std::uint16_t port() const;
    // Runs something on the I/O thread and waits for it.
    void on_io_thread(std::function<void()> action);
    std::size_t connections();
    // Begins to drain without waiting for the end.
    void begin_drain(std::chrono::milliseconds limit);
    // Waits for the drain; true when no connection had to be cut.
    bool end_drain();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace hub::test
