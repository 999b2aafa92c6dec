#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace hub::test {

// One accepted connection of a ScriptedServer, used from the server's thread by a script. Reads give up after 5 s.
class ScriptedConnection {
public:
    explicit ScriptedConnection(int socket) : socket_(socket) {}

    // Reads until `mark` has come and returns everything up to and with it; what came when the peer closed earlier.
    std::string read_until(std::string_view mark);
    // Reads one HTTP request with its Content-Length body.
    std::string read_http_request();
    // Whether the peer closes before it sends anything more.
    bool peer_closes();
    // False when the peer is gone.
    bool write(std::string_view bytes);
    // Closes so that the peer gets a reset instead of an orderly end.
    void reset();

private:
    bool read_more();
    int socket_;
    std::string buffer_;
};

// A TCP server on a free port of 127.0.0.1 that does exactly what scripts say: the first connection runs the first
// script, and so on; the last script serves all further connections. Connections are served side by side and closed
// when their script ends.
class ScriptedServer {
public:
    using Script = std::function<void(ScriptedConnection&)>;

    explicit ScriptedServer(std::vector<Script> scripts);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    std::uint16_t port() const { return port_; }
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::size_t connections() const;
    // Until every connection accepted so far has been closed by its script.
    void wait_until_closed() const;

private:
    void accept_all();

    const std::vector<Script> scripts_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    mutable std::condition_variable closed_;
    std::vector<std::thread> serving_;
    std::vector<int> open_;
    bool stopping_ = false;
    std::thread accepting_;  // last: it uses everything above
};

// Something that happens once and can be waited for across threads.
class Signal {
public:
    void raise();
    // False when it did not happen within `longest`.
    bool wait(std::chrono::milliseconds longest = std::chrono::seconds(5));

private:
    std::mutex mutex_;
    std::condition_variable raised_;
    bool is_raised_ = false;
};

// Texts that several threads append to.
class Recorded {
public:
    void add(std::string text);
    std::vector<std::string> all() const;

private:
    mutable std::mutex mutex_;
    std::vector<std::string> texts_;
};

// A free port of 127.0.0.1 where nothing listens.
std::uint16_t closed_port();

}  // namespace hub::test
