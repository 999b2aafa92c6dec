#include "portal/server/listener.hpp"

#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "portal/server/http_session.hpp"
#include "portal/server/server_state.hpp"
#include "router/core/log.hpp"
#include "router/runtime/task_group.hpp"
#include "router/runtime/wait.hpp"

namespace hub::portal {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// Connections beyond the limit that still get a 503; further ones are closed without a word.
constexpr std::size_t kMostShedding = 64;
constexpr auto kPauseAfterAcceptError = std::chrono::milliseconds(100);

}  // namespace

ServerNumbers::ServerNumbers(const std::string& listener)
    : connections(metrics::number("hub_http_connections", "listener=\"" + listener + "\"")),
      shed(metrics::number("hub_http_connections_shed_total", "listener=\"" + listener + "\"")),
      refused(metrics::number("hub_http_requests_refused_total", "listener=\"" + listener + "\"")),
      handling_microseconds(metrics::number("hub_http_handling_microseconds_total", "listener=\"" + listener + "\"")) {
    for (std::size_t hundreds = 0; hundreds < answers.size(); ++hundreds)
        answers[hundreds] = &metrics::number(
            "hub_http_responses_total", "listener=\"" + listener + "\",status=\"" + std::to_string(hundreds) + "xx\"");
}

struct Listener::Parts {
    Parts(asio::any_io_executor executor, std::shared_ptr<ServerState> server_state, int listening_socket)
        : server(std::move(server_state)), acceptor(executor), sessions(executor), services(executor), tick(executor) {
        sockaddr_storage address{};
        socklen_t length = sizeof address;
        if (getsockname(listening_socket, reinterpret_cast<sockaddr*>(&address), &length) != 0)
            throw std::system_error(errno, std::generic_category(), "the listening socket");
        acceptor.assign(address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), listening_socket);
        port = acceptor.local_endpoint().port();
    }

    void admit(tcp::socket socket);
    static asio::awaitable<void> accept(std::shared_ptr<Parts> parts);
    static asio::awaitable<void> sweep(std::shared_ptr<Parts> parts);

    std::shared_ptr<ServerState> server;
    tcp::acceptor acceptor;
    std::uint16_t port = 0;
    runtime::TaskGroup sessions;
    runtime::TaskGroup services;
    runtime::AsyncEvent tick;
    bool stopped = false;
};

void Listener::Parts::admit(tcp::socket socket) {
    const auto count = server->sessions.size();
    const auto most = server->settings.most_connections;
    if (count >= most + kMostShedding) return;
    boost::system::error_code error;
    socket.non_blocking(true, error);
    if (!error) socket.set_option(tcp::no_delay(true), error);
    if (error) return;  // the peer is gone already
    auto session = std::make_shared<HttpSession>(std::move(socket), server, count >= most);
    sessions.spawn("http connection", HttpSession::serve(std::move(session)));
}

asio::awaitable<void> Listener::Parts::accept(std::shared_ptr<Parts> parts) {
    while (!parts->server->draining) {
        tcp::socket socket(parts->server->executor);
        boost::system::error_code error;
        co_await parts->acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            parts->admit(std::move(socket));
        } else if (!parts->server->draining && error != asio::error::connection_aborted) {
            // Out of descriptors, most likely: connections that end will free some.
            log::warning("http.accept_failed", {{"listener", parts->server->settings.name}, {"what", error.message()}});
            co_await runtime::sleep_for(kPauseAfterAcceptError);
        }
    }
}

asio::awaitable<void> Listener::Parts::sweep(std::shared_ptr<Parts> parts) {
    while (!parts->stopped) {
        co_await parts->tick.wait_for(parts->server->settings.sweep_interval);
        const auto now = parts->server->clock.monotonic();
        for (auto* session : parts->server->sessions) session->check_time(now);
    }
}

Listener::Listener(asio::any_io_executor executor, const Clock& clock, ListenerSettings settings,
                   std::vector<HttpEndpoint> endpoints, int listening_socket)
    : parts_(std::make_shared<Parts>(
          executor, std::make_shared<ServerState>(executor, clock, std::move(settings), std::move(endpoints)),
          listening_socket)) {}

Listener::~Listener() = default;

void Listener::start() {
    parts_->services.spawn("http accept", Parts::accept(parts_));
    parts_->services.spawn("http sweep", Parts::sweep(parts_));
}

void Listener::stop_taking() {
    auto& server = *parts_->server;
    if (std::exchange(server.draining, true)) return;
    boost::system::error_code ignored;
    parts_->acceptor.close(ignored);
    for (auto* session : server.sessions) session->start_drain();
}

asio::awaitable<bool> Listener::drain(Deadline deadline) {
    stop_taking();
    const auto parts = parts_;
    auto& server = *parts->server;
    const bool finished = co_await parts->sessions.join(deadline);
    if (!finished) {
        log::warning("http.drain_cut", {{"listener", server.settings.name}, {"connections", server.sessions.size()}});
        for (auto* session : server.sessions) session->close();
    }
    parts->stopped = true;
    parts->tick.notify();
    const Deadline soon = Deadline::after(server.clock, std::chrono::seconds(1));
    co_await parts->sessions.join(soon);
    co_await parts->services.join(soon);
    co_return finished;
}

std::uint16_t Listener::port() const { return parts_->port; }

std::size_t Listener::connections() const { return parts_->server->sessions.size(); }

}  // namespace hub::portal
