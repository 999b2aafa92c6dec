#include "portal/server/http_session.hpp"

#include <exception>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "portal/server/error_response.hpp"
#include "portal/server/problem.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kMostLingeringBytes = 1024 * 1024;
// A connection with many requests at hand lets others go first after this many.
constexpr unsigned kRequestsBeforeYield = 16;

std::string address_of(const tcp::socket& socket) {
    boost::system::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return "unknown";
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

std::string_view what_of(const std::exception_ptr& thrown, std::string& storage) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        storage = exception.what();
    } catch (...) {
        storage = "not a std::exception";
    }
    return storage;
}

}  // namespace

HttpSession::HttpSession(tcp::socket socket, std::shared_ptr<ServerState> server, bool shed)
    : socket_(std::move(socket)),
      server_(std::move(server)),
      shed_(shed),
      peer_(address_of(socket_)),
      gate_(server_->routes, server_->settings.request) {
    server_->sessions.insert(this);
    server_->numbers.connections += 1;
    enter(Phase::head, server_->settings.phases.head);
}

HttpSession::~HttpSession() {
    server_->sessions.erase(this);
    server_->numbers.connections -= 1;
}

void HttpSession::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void HttpSession::enter(Phase phase, std::chrono::milliseconds limit) {
    phase_ = phase;
    phase_end_ = server_->clock.monotonic() + limit;
}

void HttpSession::check_time(MonotonicTime now) {
    if (now < phase_end_ || late_) return;
    const bool mid_request = (phase_ == Phase::head || phase_ == Phase::body) && (gate_.in_head() || gate_.in_body());
    boost::system::error_code ignored;
    // A request that has arrived and is about to be read came in time.
    const bool waits = phase_ == Phase::idle || phase_ == Phase::head;
    if (!mid_request && waits && socket_.available(ignored) > 0) return;
    if (!mid_request) return close();
    late_ = true;
    socket_.cancel(ignored);  // receive() wakes and answers 408
}

// A connection that is idle or was only just opened may have a request under way, which a close would answer with a
// reset: it gets a moment, and a longer one when no request has come on it yet. Whoever uses it is told with the answer
// that it closes.
void HttpSession::start_drain() {
    if (phase_ == Phase::idle) enter(Phase::idle, std::chrono::seconds(2));
    if (phase_ == Phase::head && !gate_.in_head()) enter(Phase::head, std::chrono::seconds(5));
}

void HttpSession::follow_gate() {
    const auto& phases = server_->settings.phases;
    if (gate_.in_body()) {
        if (phase_ != Phase::body) enter(Phase::body, phases.body);
    } else if (gate_.in_head()) {
        if (phase_ != Phase::head) enter(Phase::head, phases.head);
    }
}

HttpSession::Read HttpSession::read() {
    boost::system::error_code error;
    auto& buffer = server_->read_buffer;
    const auto count = socket_.read_some(asio::buffer(buffer), error);
    if (error == asio::error::would_block) return Read::nothing_yet;
    if (error == asio::error::eof) return Read::end;
    if (error) return Read::failed;
    std::string_view bytes(buffer.data(), count);
    need_ = gate_.feed(bytes);
    pending_.assign(bytes);
    return Read::some;
}

asio::awaitable<void> HttpSession::serve(std::shared_ptr<HttpSession> self) {
    bool open = true;
    while (open) {
        const bool received = co_await receive(self);
        if (!received) break;
        co_await handle(self);
        open = co_await respond(self);
        if (!open) co_await linger(self);
    }
    self->close();
}

// True when there is a request or a refusal to answer; false when the peer is gone.
asio::awaitable<bool> HttpSession::receive(std::shared_ptr<HttpSession> self) {
    if (self->shed_) co_return true;
    auto& gate = self->gate_;
    gate.reset();
    std::string_view bytes(self->pending_);
    self->need_ = gate.feed(bytes);
    self->pending_.erase(0, self->pending_.size() - bytes.size());
    while (self->need_ == RequestGate::Need::bytes || self->need_ == RequestGate::Need::send_continue) {
        self->follow_gate();
        if (self->need_ == RequestGate::Need::send_continue) {
            const bool sent = co_await write(self, kContinue, {});
            if (!sent) co_return false;
            gate.continue_sent();
        }
        boost::system::error_code error;
        co_await self->socket_.async_wait(tcp::socket::wait_read, asio::redirect_error(asio::use_awaitable, error));
        if (!self->socket_.is_open()) co_return false;
        if (self->late_) {
            self->late_ = false;  // the next phase has a limit of its own
            gate.out_of_time();
            break;
        }
        const auto outcome = self->read();
        if (outcome == Read::failed) co_return false;
        if (outcome == Read::some) HUB_FAILPOINT("K1.before");
        if (outcome == Read::end) {
            if (!gate.in_head() && !gate.in_body()) co_return false;
            gate.end_of_stream();
            break;
        }
    }
    co_return true;
}

// Puts the answer into response_.
asio::awaitable<void> HttpSession::handle(std::shared_ptr<HttpSession> self) {
    auto& server = *self->server_;
    if (self->shed_ || self->need_ != RequestGate::Need::endpoint) {
        self->response_ = self->gate_response();
        co_return;
    }
    const auto& endpoint = self->gate_.endpoint();
    self->enter(Phase::handling, endpoint.time_limit + server.settings.phases.overrun);
    const auto start = server.clock.monotonic();
    HttpRequest request = self->gate_.take_request();
    HUB_FAILPOINT("K1.inside");
    request.peer = server.settings.trusted_proxies.client_of(self->peer_, request.headers);
    const bool wants_page = wants_html(request.target, request.headers);
    const Deadline deadline(start + endpoint.time_limit);
    std::exception_ptr thrown;
    try {
        auto answer = endpoint.handler(std::move(request), deadline);
        self->response_ = co_await std::move(answer);
    } catch (...) {
        thrown = std::current_exception();
    }
    HUB_FAILPOINT("K1.after");
    if (thrown || !is_sendable(self->response_)) {
        std::string what = "the answer's status or a header cannot be sent";
        if (thrown) what_of(thrown, what);
        self->response_ = internal_error(server.settings.error_page, wants_page, endpoint, what);
    }
    const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(server.clock.monotonic() - start);
    server.numbers.handling_microseconds += taken.count();
}

HttpResponse HttpSession::gate_response() {
    if (shed_) {
        server_->numbers.shed += 1;
        return problem_response(503, "http.too_many_connections", fresh_trace_id());
    }
    server_->numbers.refused += 1;
    const auto& head = gate_.head();
    return gate_error(server_->settings.error_page, wants_html(head.target, head.headers), gate_.answer());
}

// Writes response_; true when the connection may go on.
asio::awaitable<bool> HttpSession::respond(std::shared_ptr<HttpSession> self) {
    auto& server = *self->server_;
    const auto& phases = server.settings.phases;
    const bool keep = !self->shed_ && self->gate_.keeps_alive() && !server.draining;
    const auto& response = self->response_;
    const ResponseFraming framing{server.date.at(server.clock.wall()), !keep, server.settings.strict_transport};
    self->head_.clear();
    append_head(self->head_, response, framing);
    const bool bare = self->gate_.is_head_request() || response.status == 204 || response.status == 304;
    const auto content = bare ? std::string_view{} : content_of(response);
    const auto for_size = std::chrono::seconds(content.size() / phases.write_bytes_per_second);
    self->enter(Phase::writing, phases.write + for_size);
    self->count(response.status);
    HUB_FAILPOINT("K6.before");
    HUB_FAILPOINT_DOING("K6.inside",
                        (void)self->socket_.write_some(asio::buffer(self->head_.data(), self->head_.size() / 2)));
    const bool written = co_await write(self, self->head_, content);
    HUB_FAILPOINT("K6.after");
    self->response_ = {};
    if (!written) self->close();
    if (!written || !keep) co_return false;
    self->enter(Phase::idle, phases.idle);
    if (++self->served_ % kRequestsBeforeYield == 0) co_await asio::post(server.executor, asio::use_awaitable);
    co_return true;
}

// Sends both pieces with as few system calls as the socket allows; what they point to must outlive the call.
asio::awaitable<bool> HttpSession::write(std::shared_ptr<HttpSession> self, std::string_view head,
                                         std::string_view content) {
    auto& socket = self->socket_;
    while (!head.empty() || !content.empty()) {
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(head.data(), head.size()),
                                                       asio::buffer(content.data(), content.size())};
        boost::system::error_code error;
        const auto sent = socket.write_some(pieces, error);
        if (error == asio::error::would_block) {
            boost::system::error_code wait_error;
            co_await socket.async_wait(tcp::socket::wait_write, asio::redirect_error(asio::use_awaitable, wait_error));
            if (wait_error || !socket.is_open()) co_return false;
            continue;
        }
        if (error) co_return false;
        const auto of_head = std::min(sent, head.size());
        head.remove_prefix(of_head);
        content.remove_prefix(sent - of_head);
    }
    co_return true;
}

// Closing a socket with unread bytes makes the kernel send a reset, which can destroy the answer on its way. So: say
// that we are done, and read on until the peer is too.
asio::awaitable<void> HttpSession::linger(std::shared_ptr<HttpSession> self) {
    auto& socket = self->socket_;
    if (!socket.is_open()) co_return;
    self->enter(Phase::lingering, self->server_->settings.phases.linger);
    boost::system::error_code error;
    socket.shutdown(tcp::socket::shutdown_send, error);
    std::size_t discarded = 0;
    while (!error && discarded < kMostLingeringBytes) {
        co_await socket.async_wait(tcp::socket::wait_read, asio::redirect_error(asio::use_awaitable, error));
        if (error || !socket.is_open()) co_return;
        const auto count = socket.read_some(asio::buffer(self->server_->read_buffer), error);
        if (error == asio::error::would_block) error = {};
        discarded += count;
    }
}

void HttpSession::count(int status) {
    const auto hundreds = static_cast<std::size_t>(status / 100);
    *server_->numbers.answers[std::min<std::size_t>(hundreds, 5)] += 1;
}

}  // namespace hub::portal
