#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "portal/server/request_limits.hpp"
#include "portal/server/trusted_proxies.hpp"
#include "router/core/clock.hpp"
#include "router/core/deadline.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

// Renders a whole HTML page for a status; `trace_id` is what a person may quote. Must not throw.
using ErrorPage = std::function<HttpResponse(int status, std::string_view trace_id)>;

struct ListenerSettings {
    std::string name = "public";  // in metrics and logs
    RequestLimits request{};
    PhaseLimits phases{};
    std::size_t most_connections = 4000;  // further ones are answered 503
    TrustedProxies trusted_proxies{};
    bool strict_transport = false;  // the public address is https: send Strict-Transport-Security
    ErrorPage error_page{};         // for requests of browsers outside /api/; problem details without it
    std::chrono::milliseconds sweep_interval{250};  // how exactly phase limits are kept
};

// One listening socket and its connections: HTTP/1.1 and 1.0, strict (see RequestGate). Lives on the I/O thread; call
// everything from there. Keep it until drain() has ended.
class Listener {
public:
    // `listening_socket` is an open, listening TCP socket, now owned here. Throws std::invalid_argument for a wrong
    // endpoint table, std::system_error for a socket that is none.
    Listener(boost::asio::any_io_executor executor, const Clock& clock, ListenerSettings settings,
             std::vector<HttpEndpoint> endpoints, int listening_socket);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Begins to accept.
    void start();

    // Stops accepting and tells connections to end; drain() does the rest. Without effect the second time.
    void stop_taking();

    // Stops accepting, closes idle connections, lets running requests finish and closes theirs; what is still open at
    // the deadline is cut. True when nothing had to be cut. Other processes that hold the same socket are not
    // disturbed.
    boost::asio::awaitable<bool> drain(Deadline deadline);

    std::uint16_t port() const;
    std::size_t connections() const;

private:
    struct Parts;
    std::shared_ptr<Parts> parts_;
};

// Opens a listening TCP socket on "127.0.0.1:8080", "[::1]:8080" or with port 0; with `share_port` several sockets may
// take the same port (SO_REUSEPORT). Not inherited over exec unless the caller says so. Throws std::system_error, or
// std::invalid_argument when `address` is not of that form. The caller owns the descriptor.
int open_listening_socket(std::string_view address, bool share_port);

}  // namespace hub::portal
