#pragma once

#include "router/core/error.hpp"
#include "tests/faults/simulation/chance.hpp"

namespace hub::simulation {

// What a provider answers; everything but `taken` means that it has not done it.
enum class Answer { taken, busy, throttles, credentials_refused, refuses, conflicts, breaks_the_connector };

// One answer in `odds` is none of the good ones; 0: all are good.
inline Answer draw_answer(Chance& chance, std::int64_t odds) {
    if (odds == 0 || !chance.one_in(odds)) return Answer::taken;
    // Refusals for good end a delivery; they are kept rare, so that more happens in a campaign.
    if (chance.one_in(4)) return static_cast<Answer>(chance.between(4, 6));
    return static_cast<Answer>(chance.between(1, 3));
}

inline Error error_of(Answer answer, Chance& chance) {
    switch (answer) {
        case Answer::throttles:
            return {ErrorKind::throttled, "throttled", "", std::chrono::milliseconds(chance.between(100, 5'000))};
        case Answer::credentials_refused: return {ErrorKind::unauthenticated, "credentials", ""};
        case Answer::refuses: return {ErrorKind::permanent, "refused", ""};
        case Answer::conflicts: return {ErrorKind::conflict, "conflict", ""};
        case Answer::breaks_the_connector: return {ErrorKind::bug, "bug", ""};
        default: return {ErrorKind::transient, "busy", ""};
    }
}

}  // namespace hub::simulation
