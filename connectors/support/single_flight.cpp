#include "connectors/support/single_flight.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "router/core/log.hpp"

namespace hub::http {
namespace asio = boost::asio;

struct SingleFlight::Flight {
    bool landed = false;
    Result<SharedText> result;
    std::vector<std::shared_ptr<asio::steady_timer>> waiting;  // one each: everybody has a deadline of their own
};

struct SingleFlight::State {
    std::map<std::string, std::shared_ptr<Flight>> flights;
};

SingleFlight::SingleFlight() : state_(std::make_shared<State>()) {}
SingleFlight::~SingleFlight() = default;

std::shared_ptr<SingleFlight::Flight> SingleFlight::flight_for(const std::shared_ptr<State>& state, std::string key,
                                                               Operation operation, asio::any_io_executor executor) {
    auto& flight = state->flights[key];
    if (flight) return flight;
    flight = std::make_shared<Flight>();
    const auto started = flight;
    auto completion = [state, started, key](std::exception_ptr thrown, Result<SharedText> result) {
        if (thrown) {
            log::error("operation.threw");
            result = Error{ErrorKind::bug, "operation.threw", "an operation ended with an exception"};
        }
        started->result = std::move(result);
        started->landed = true;
        state->flights.erase(key);
        for (const auto& timer : started->waiting) timer->cancel();
    };
    // The function object lives in the flight's coroutine until its end: a member coroutine may refer to it.
    auto run = [](Operation owned) -> asio::awaitable<Result<SharedText>> {
        auto running = owned();
        auto result = co_await std::move(running);
        co_return result;
    };
    asio::co_spawn(executor, run(std::move(operation)), std::move(completion));
    return started;
}

asio::awaitable<Result<SharedText>> SingleFlight::join(std::string key, Operation operation, Deadline deadline) {
    const auto executor = co_await asio::this_coro::executor;
    const auto flight = flight_for(state_, std::move(key), std::move(operation), executor);
    if (!flight->landed) {
        const auto timer = std::make_shared<asio::steady_timer>(executor, deadline.at());
        flight->waiting.push_back(timer);
        boost::system::error_code error;
        co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
    if (!flight->landed) co_return Error{ErrorKind::cancelled, "deadline.passed", "no answer within the deadline"};
    co_return flight->result;
}

asio::awaitable<void> SingleFlight::start(std::string key, Operation operation) {
    const auto executor = co_await asio::this_coro::executor;
    flight_for(state_, std::move(key), std::move(operation), executor);
}

}  // namespace hub::http
