#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "router/core/queued_route.hpp"

namespace hub::queues {

// The life of a delivery: pending -> leased -> sending -> sent | failed | unknown | parked; back to pending when it is
// to be tried again. sent, failed, unknown and parked are final as far as the machinery is concerned; from the last three
// a person may replay it (back to pending) or drop it (failed for good).
enum class State { pending, leased, sending, sent, failed, unknown, parked };

std::string_view to_string(State state);
std::optional<State> state_from(std::string_view text);
bool is_final(State state);

// Whether a text may be the number of a row: 1 to 18 decimal digits, which fit PostgreSQL's bigint.
bool is_row_number(std::string_view text);

// A delivery as the rules see it. `epoch` counts how often it was leased or replayed; every change names the state and
// the epoch it expects, so that whoever is late changes nothing.
struct DeliveryView {
    std::int64_t id = 0;
    State state = State::pending;
    int epoch = 0;
    int attempts = 0;  // calls begun
    int crashes = 0;   // workers that died over it
    bool dropped = false;  // failed, and given up for good by a person
};

// What a lane's stream holds of a delivery: enough to lease it, and nothing that could go stale unnoticed.
struct Ticket {
    std::int64_t delivery = 0;
    int epoch = 0;       // of the pending row
    bool alone = false;  // to be sent while its worker sends nothing else
};

// "123:4" or "123:4:alone".
std::string to_text(const Ticket& ticket);
// Empty when the text is no ticket: anything may be in a stream.
std::optional<Ticket> ticket_from(std::string_view text);

}  // namespace hub::queues
