#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "queues/retry_budget.hpp"
#include "router/core/clock.hpp"
#include "router/core/error.hpp"
#include "router/core/queued_route.hpp"

namespace hub::queues {

// How long deliveries have to wait at least, and why (for operators).
struct Hold {
    std::chrono::milliseconds wait{0};
    std::string reason{};
};

// How many deliveries of a route may go on now; and what holds for the others.
struct Admission {
    std::size_t most = 0;
    Hold others{};
};

// A connector whose other side asked to be left alone for some time.
struct Pause {
    std::string connector;
    std::chrono::milliseconds left{0};
};

// Whether a call would be a retry, which has to keep to the connector's budget: one after a call that failed. After a
// crash of the worker it is none: that says nothing against the other side.
enum class Attempt { first, again };
inline Attempt attempt_after(int calls, int crashes) { return calls > crashes ? Attempt::again : Attempt::first; }

// What this process knows about when a connector may be called: the routes' hours, what the other side asked for, the
// breaker and the budget for retries. Time comes from the clock; nothing is awaited. Safe from any thread.
class FlowControl {
public:
    explicit FlowControl(const Clock& clock) : clock_(clock) {}

    // By the route's window and its connector's pause; empty when calls may begin.
    std::optional<Hold> closed(const QueuedRoute& route) const;
    // By these, by the connector's breaker and, for retries, by its budget; takes nothing.
    Admission admission(const QueuedRoute& route, Attempt attempt = Attempt::first);
    // How long a retry waits for which there was no room in the budget; counts it. Each time another time.
    std::chrono::milliseconds postpone_retry(const QueuedRoute& route);

    // Whether breaker and budget permit one more call; always, where there are none. A yes must be followed by exactly
    // one of answered(), failed() or not_called() for this route and attempt.
    bool permits_call(const QueuedRoute& route, Attempt attempt = Attempt::first);
    // The other side took the message, or refused it with reason: it is well.
    void answered(const QueuedRoute& route, Attempt attempt = Attempt::first);
    // It refused or did not answer: `error` says whether that speaks against it, and how long it asks to be left alone.
    void failed(const QueuedRoute& route, const Error& error, Attempt attempt = Attempt::first);
    void not_called(const QueuedRoute& route, Attempt attempt = Attempt::first);

    // Another process was asked to wait; a pause is never made shorter.
    void heard(const Pause& pause);
    // The pauses that began here since the last time, to be told to the other processes.
    std::vector<Pause> take_new_pauses();
    // They could not be told.
    void tell_again(const std::vector<Pause>& pauses);

    // No announcement is believed beyond this.
    static constexpr std::chrono::hours kLongestPause{24};

private:
    struct Connector {
        MonotonicTime paused_until{};
        bool pause_is_new = false;
        std::optional<Breaker> breaker;
        std::optional<RetryBudget> budget;
    };
    Admission by_breaker(const QueuedRoute& route) const;
    void pause(Connector& connector, std::chrono::milliseconds time);
    Breaker* breaker_of(const QueuedRoute& route);
    RetryBudget* budget_of(const QueuedRoute& route);

    const Clock& clock_;
    mutable std::mutex mutex_;
    std::map<std::string, Connector> connectors_;  // those about which there is something to say
};

}  // namespace hub::queues
