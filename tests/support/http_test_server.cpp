#include "tests/support/http_test_server.hpp"

#include <future>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace hub::test {
namespace asio = boost::asio;

struct HttpTestServer::Parts {
    Parts(std::vector<HttpEndpoint> endpoints, portal::ListenerSettings settings, const Clock& any_clock)
        : clock(any_clock),
          listener(context.get_executor(), any_clock, std::move(settings), std::move(endpoints),
                   portal::open_listening_socket("127.0.0.1:0", false)) {}

    asio::io_context context;
    const Clock& clock;
    portal::Listener listener;
    std::promise<bool> drained;
    bool draining = false;
    std::thread thread;
};

HttpTestServer::HttpTestServer(std::vector<HttpEndpoint> endpoints, portal::ListenerSettings settings,
                               const Clock& clock)
    : parts_(std::make_unique<Parts>(std::move(endpoints), std::move(settings), clock)) {
    parts_->listener.start();
    parts_->thread = std::thread([this] { parts_->context.run(); });
}

HttpTestServer::~HttpTestServer() {
    if (!parts_->draining) {
        begin_drain(std::chrono::seconds(5));
        end_drain();
    }
    parts_->thread.join();
}

std::uint16_t HttpTestServer::port() const { return parts_->listener.port(); }

void HttpTestServer::on_io_thread(std::function<void()> action) {
    std::promise<void> done;
    asio::post(parts_->context, [&] {
        action();
        done.set_value();
    });
    done.get_future().wait();
}

std::size_t HttpTestServer::connections() {
    std::size_t count = 0;
    on_io_thread([&] { count = parts_->listener.connections(); });
    return count;
}

void HttpTestServer::begin_drain(std::chrono::milliseconds limit) {
    parts_->draining = true;
    on_io_thread([&] {
        auto drain = parts_->listener.drain(Deadline::after(system_clock(), limit));
        asio::co_spawn(parts_->context, std::move(drain),
                       [this](std::exception_ptr, bool finished) { parts_->drained.set_value(finished); });
    });
}

bool HttpTestServer::end_drain() { return parts_->drained.get_future().get(); }

}  // namespace hub::test
