#include "router/runtime/wait.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "router/core/log.hpp"

namespace hub::runtime {
namespace asio = boost::asio;

AsyncEvent::AsyncEvent(asio::any_io_executor executor) : timer_(std::move(executor)) {}

void AsyncEvent::notify() {
    ++notifications_;
    timer_.cancel();
}

asio::awaitable<bool> AsyncEvent::wait_for(std::chrono::milliseconds longest) {
    const auto before = notifications_;
    timer_.expires_after(longest);
    boost::system::error_code error;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    co_return notifications_ != before;
}

asio::awaitable<void> sleep_for(std::chrono::milliseconds duration) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, duration);
    boost::system::error_code error;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

template <typename Value>
struct Started<Value>::State {
    explicit State(asio::any_io_executor executor) : done(std::move(executor)) {}
    asio::steady_timer done;
    bool finished = false;
    Result<Value> result;
};

template <typename Value>
Started<Value>::Started(asio::any_io_executor executor, asio::awaitable<Result<Value>> operation)
    : state_(std::make_shared<State>(executor)) {
    state_->done.expires_at(asio::steady_timer::time_point::max());
    auto completion = [state = state_](std::exception_ptr thrown, Result<Value> result) {
        if (thrown) {
            log::error("operation.threw");
            result = Error{ErrorKind::bug, "operation.threw", "an operation ended with an exception"};
        }
        state->result = std::move(result);
        state->finished = true;
        state->done.cancel();
    };
    asio::co_spawn(executor, std::move(operation), std::move(completion));
}

template <typename Value>
bool Started<Value>::finished() const {
    return state_->finished;
}

template <typename Value>
asio::awaitable<Result<Value>> Started<Value>::result(Deadline deadline) {
    const auto state = state_;
    if (!state->finished) {
        state->done.expires_at(deadline.at());
        boost::system::error_code error;
        co_await state->done.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
    if (!state->finished)
        co_return Error{ErrorKind::cancelled, "deadline.passed", "no answer within the deadline"};
    co_return std::move(state->result);
}

template <typename Value>
asio::awaitable<Result<Value>> within(Deadline deadline, asio::awaitable<Result<Value>> operation) {
    const auto executor = co_await asio::this_coro::executor;
    Started<Value> started(executor, std::move(operation));
    auto result = co_await started.result(deadline);
    co_return result;
}

template class Started<Receipt>;
template class Started<SharedText>;
template class Started<void>;
template asio::awaitable<Result<Receipt>> within<Receipt>(Deadline, asio::awaitable<Result<Receipt>>);
template asio::awaitable<Result<SharedText>> within<SharedText>(Deadline, asio::awaitable<Result<SharedText>>);
template asio::awaitable<Result<void>> within<void>(Deadline, asio::awaitable<Result<void>>);

}  // namespace hub::runtime
