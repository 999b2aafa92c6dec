#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "portal/server/request_gate.hpp"
#include "portal/server/server_state.hpp"

namespace hub::portal {

// One connection: feeds its RequestGate, calls endpoints, writes answers, in order. A thin shell; internal to
// portal/server. Its time limits are kept by the listener's sweep, not by timers of its own.
class HttpSession {
public:
    // `shed`: say 503 and go, because there are too many connections.
    HttpSession(boost::asio::ip::tcp::socket socket, std::shared_ptr<ServerState> server, bool shed);
    ~HttpSession();
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    // Serves the connection to its end.
    static boost::asio::awaitable<void> serve(std::shared_ptr<HttpSession> self);

    // Ends the current phase when its time is over.
    void check_time(MonotonicTime now);
    // Closes the connection now when it is idle; otherwise after the current request.
    void start_drain();
    void close();

private:
    enum class Phase { head, body, idle, handling, writing, lingering };

    static boost::asio::awaitable<bool> receive(std::shared_ptr<HttpSession> self);
    static boost::asio::awaitable<void> handle(std::shared_ptr<HttpSession> self);
    static boost::asio::awaitable<bool> respond(std::shared_ptr<HttpSession> self);
    static boost::asio::awaitable<bool> write(std::shared_ptr<HttpSession> self, std::string_view head,
                                              std::string_view content);
    static boost::asio::awaitable<void> linger(std::shared_ptr<HttpSession> self);

    enum class Read { some, nothing_yet, end, failed };
    Read read();
    void enter(Phase phase, std::chrono::milliseconds limit);
    void follow_gate();
    HttpResponse gate_response();
    void count(int status);

    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<ServerState> server_;
    const bool shed_;
    std::string peer_;
    RequestGate gate_;
    std::string pending_;  // bytes of the next requests, while one is being answered
    RequestGate::Need need_ = RequestGate::Need::bytes;
    HttpResponse response_;
    std::string head_;  // of the answer; kept for its capacity
    Phase phase_ = Phase::head;
    MonotonicTime phase_end_;
    bool late_ = false;
    unsigned served_ = 0;
};

}  // namespace hub::portal
