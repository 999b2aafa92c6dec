#include "router/runtime/turn_line.hpp"

#include <deque>

#include <boost/asio/this_coro.hpp>

#include "router/runtime/wait.hpp"

namespace hub::runtime {

namespace asio = boost::asio;

struct TurnLine::State {
    struct Waiter {
        explicit Waiter(asio::any_io_executor executor) : event(std::move(executor)) {}
        AsyncEvent event;
        bool called = false;
    };

    void call_next() {
        if (waiting.empty()) {
            ++free;
            return;
        }
        const auto next = std::move(waiting.front());
        waiting.pop_front();
        next->called = true;
        next->event.notify();
    }

    std::size_t free;
    std::size_t most_waiting;
    std::deque<std::shared_ptr<Waiter>> waiting;
};

TurnLine::TurnLine(std::size_t at_once, std::size_t most_waiting)
    : state_(std::make_shared<State>(State{at_once, most_waiting, {}})) {}

bool TurnLine::full() const { return state_->free == 0 && state_->waiting.size() >= state_->most_waiting; }

asio::awaitable<Result<TurnLine::Turn>> TurnLine::wait(std::chrono::milliseconds longest) {
    if (full()) co_return Error{ErrorKind::throttled, "line.full", "too many are waiting for their turn"};
    if (state_->free > 0) {
        --state_->free;
    } else {
        const auto executor = co_await asio::this_coro::executor;
        const auto waiter = std::make_shared<State::Waiter>(executor);
        state_->waiting.push_back(waiter);
        co_await waiter->event.wait_for(longest);
        if (!waiter->called) {
            std::erase(state_->waiting, waiter);
            co_return Error{ErrorKind::cancelled, "line.too_long", "no turn came in time"};
        }
    }
    co_return Turn(static_cast<const void*>(nullptr), [state = state_](const void*) { state->call_next(); });
}

}  // namespace hub::runtime
