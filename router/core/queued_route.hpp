#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "router/core/breaker.hpp"
#include "router/core/retry.hpp"

namespace hub {

// Messages of a lane never wait behind those of a later one.
enum class Lane { urgent, interactive, bulk };
constexpr Lane kLanes[] = {Lane::urgent, Lane::interactive, Lane::bulk};

// What an attempt that may or may not have arrived means: call again under the same key, or show it to a person.
enum class UnknownRule { retry, show };

// What a delivery becomes that the other side refuses for good, or whose attempts are used up: kept for a person to
// look at (park), or recorded as failed and left at that.
enum class DeadLetter { park, fail };

std::string_view to_string(Lane lane);
std::string_view to_string(UnknownRule rule);
std::string_view to_string(DeadLetter rule);

// "09:00", the form in which routes.json writes hours; from 00:00 to 23:59.
std::string time_of_day_text(std::chrono::minutes since_midnight);
std::optional<std::chrono::minutes> time_of_day_from(std::string_view text);

// Empty when the text names none.
std::optional<Lane> lane_from(std::string_view text);
std::optional<UnknownRule> unknown_rule_from(std::string_view text);
std::optional<DeadLetter> dead_letter_from(std::string_view text);

// The hours of the day in Japan during which calls may begin: from `from` up to, but not including, `to`, both counted
// from midnight. `to` before `from` means until the next day.
struct DeliveryWindow {
    std::chrono::minutes from{0};
    std::chrono::minutes to{0};
};

// How many calls a connector may get, from all workers and machines together.
struct CallRate {
    int per_second = 1;
    int burst = 1;  // calls that may be made at once after a quiet time

    bool operator==(const CallRate&) const = default;
};

// How many retries a connector may get from each process: in any minute a share of its other calls, but always a few,
// so that a quiet system can try again.
struct RetryBudgetSettings {
    int percent = 10;
    int floor = 10;  // in a minute

    bool operator==(const RetryBudgetSettings&) const = default;
};

// One line of the route table of mode `queued`, as the delivery machinery needs it.
struct QueuedRoute {
    std::string id;
    std::string type;                           // the message type it takes
    std::string translator;                     // empty: the message goes to the connector as it is
    std::string connector;
    Lane lane = Lane::interactive;
    std::chrono::milliseconds timeout{10'000};  // of one attempt: the connector's own deadline
    RetryPolicy retry;
    UnknownRule unknown = UnknownRule::show;
    int max_crashes = 3;                        // workers that may die over one delivery before it is parked
    DeadLetter dead_letter = DeadLetter::park;
    std::optional<DeliveryWindow> window;
    std::optional<CallRate> rate;            // the connector's: the same on all of its queued routes
    std::optional<BreakerSettings> breaker;  // likewise
    std::optional<RetryBudgetSettings> retry_budget;  // likewise; routes.json gives every queued route one
    // The connector that gets the message when this one refused it for good or used up its attempts; empty: none.
    std::string fallback;
};

}  // namespace hub
