#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "queues/delivery.hpp"
#include "router/core/error.hpp"
#include "router/core/queued_route.hpp"

// Rules D1 to D8 of the delivery machinery as one pure state machine: from what a delivery is and what happened to the
// one change that follows. Whoever carries the change out does so with a single conditional statement (see
// transition_store.hpp) and treats "nothing changed" as "not mine".
namespace hub::queues {

// What can happen to a delivery.
struct Claimed {};       // a worker takes it
struct CallBegins {};    // all is ready; the change is committed before the sink is called
struct Accepted {        // the sink took it
    std::string reference;
};
struct Refused {         // the sink, or what happened on the way, said no
    Error error;
    double random = 0;                                // from 0 up to 1, for the jitter of the next attempt
    std::optional<std::chrono::milliseconds> left{};  // until it expires; empty: it never does
};
struct Expired {};  // its time was over before it was called
struct NotCalled {  // the sink was not called after all: draining, no longer ours to send, or it has to wait
    std::chrono::milliseconds wait{0};
    std::string reason{};  // for operators; recorded as an event
};
struct CannotBeSent {  // there is nothing to call, or nothing to send: needs a person
    Error error;       // `detail` in Japanese
};
struct WorkerLost {      // the session of the worker that held it is gone
    std::chrono::milliseconds sending_for{0};  // how long it has been in state sending
    bool crashed = true;                       // false when the session is known to have ended without its process
    double random = 0;
    bool expired = false;
};
struct ParkedByPerson {  // held back before it was taken
    std::string by;
    std::string reason;
};
struct Dropped {  // given up for good by a person, also by later replays
    std::string by;
    std::string reason;
};
struct Replayed {  // to be sent again because a person says so; under the same key, counting anew
    std::chrono::milliseconds delay{0};
};

using Happening = std::variant<Claimed, CallBegins, Accepted, Refused, Expired, NotCalled, CannotBeSent, WorkerLost,
                               ParkedByPerson, Dropped, Replayed>;

// The error code of a delivery that was dropped: what tells it from others that failed.
constexpr char kDroppedCode[] = "person.dropped";

// One change of a delivery, to be carried out only if it is still in state `from` with this epoch.
struct Transition {
    std::int64_t id = 0;
    State from = State::pending;
    int epoch = 0;
    State to = State::pending;
    int epoch_step = 0;
    int attempts_step = 0;
    int crashes_step = 0;
    std::chrono::milliseconds delay{0};  // to pending: until the next attempt
    std::string reference;               // to sent
    std::string error_code;              // otherwise, when something went wrong
    // parked, failed, unknown: a sentence in Japanese. Without a code: only what the event says.
    std::string error_detail;
    std::string fallback{};  // a connector for which a delivery of the same message is made with this change, once
};

// The change that follows; empty when none does (a late or foreign happening, or one whose time has not come).
std::optional<Transition> next(const DeliveryView& delivery, const QueuedRoute& route, const Happening& happening);

// The error code of deliveries that failed because their time was over.
constexpr const char* kExpiredCode = "delivery.expired";

// Whether one more crash would park it: then it is sent alone, so that no bystander is blamed for that crash and it is
// blamed for no other's.
bool travels_alone(int crashes, const QueuedRoute& route);

// Whether a ticket found in a stream has no use any more. `row` is what the database says of its delivery, null when
// there is none.
bool is_stale(const Ticket& ticket, const DeliveryView* row);

// Added to the connector's own deadline before a row in sending is taken over: what the holder may need to notice that
// its time is up.
constexpr std::chrono::milliseconds kTakeoverMargin{5'000};

}  // namespace hub::queues
