#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "router/core/connector.hpp"
#include "router/core/deadline.hpp"
#include "router/core/result.hpp"

// Waiting on the I/O thread. Asio 1.18 has no cancellation of single operations, so what waits is a timer that is
// cancelled to wake it.
namespace hub::runtime {

// Something that can be signalled; the waiter re-checks its condition after waking. One waiter at a time.
// I/O thread only.
class AsyncEvent {
public:
    explicit AsyncEvent(boost::asio::any_io_executor executor);
    // Wakes the current waiter.
    void notify();
    // Until notify() or the time is over; true when notified.
    boost::asio::awaitable<bool> wait_for(std::chrono::milliseconds longest);

private:
    boost::asio::steady_timer timer_;
    std::uint64_t notifications_ = 0;
};

// Sleeps on the caller's executor.
boost::asio::awaitable<void> sleep_for(std::chrono::milliseconds duration);

// The result of `operation`, or cancelled "deadline.passed" when it is not there in time. The operation is not
// stopped: it runs on to its own end and its late result is dropped, so it must hold what it needs itself.
template <typename Value>
boost::asio::awaitable<Result<Value>> within(Deadline deadline, boost::asio::awaitable<Result<Value>> operation);

extern template boost::asio::awaitable<Result<Receipt>> within<Receipt>(Deadline,
                                                                        boost::asio::awaitable<Result<Receipt>>);
extern template boost::asio::awaitable<Result<SharedText>> within<SharedText>(
    Deadline, boost::asio::awaitable<Result<SharedText>>);
extern template boost::asio::awaitable<Result<void>> within<void>(Deadline, boost::asio::awaitable<Result<void>>);

// An operation that was started and whose result is awaited later (the local agent's answer, computed while
// Dialogflow is asked). I/O thread only.
template <typename Value>
class Started {
public:
    Started(boost::asio::any_io_executor executor, boost::asio::awaitable<Result<Value>> operation);
    // The result, or cancelled "deadline.passed". May be called once.
    boost::asio::awaitable<Result<Value>> result(Deadline deadline);
    bool finished() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

extern template class Started<Receipt>;
extern template class Started<SharedText>;
extern template class Started<void>;

}  // namespace hub::runtime
