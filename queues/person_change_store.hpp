#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "queues/message_filter.hpp"
#include "queues/person_change.hpp"
#include "router/core/unit_of_work.hpp"

// The statements behind what a person does to deliveries, in the caller's transaction. They throw what libpqxx throws,
// but for the errors named here.
namespace hub::queues {

// An order about deliveries that are named.
struct NamedChange {
    PersonOrder order;
    std::vector<std::string> ids;  // a delivery's number, or a message's id for all of its deliveries
    int per_second = 10;           // a replay is due at once for the first, then so many a second
    std::string data{};            // sent instead of the message's own, to exactly one delivery; empty: nothing edited
};

// Carries the order out, or with `only_look` says what it would do. All or nothing: errors not_found
// "message.not_found" and conflict "delivery.not_changeable" name each id that stands in the way in `fields`; forbidden
// "delivery.not_allowed".
Result<ChangeReport> change_named(UnitOfWork& unit_of_work, const NamedChange& named, bool only_look = false);

// What is wrong with the filter of a replay of many: it must narrow, and name no state that cannot be replayed.
std::vector<FieldProblem> problems_of_replay(const MessageFilter& filter);

// The states a replay of many is about: parked and failed; or the one the filter names.
std::vector<State> replayable_states(const MessageFilter& filter);

// How many deliveries a replay of many is about, the first `most` of them, and whether unknown ones are left out.
ReplayOfMany look_at_replay(UnitOfWork& unit_of_work, const MessageFilter& filter, std::size_t most);

// One part of a replay of many: at most `most` matching deliveries with numbers above `after`, due `per_second` a
// second from the place `index` on. What somebody else is changing at this moment is left to them, never waited for.
struct ReplayedPart {
    std::size_t found = 0;  // none: that was all that nobody else is changing
    std::size_t replayed = 0;
    std::int64_t last = 0;  // number of the last one found
};
Result<ReplayedPart> replay_part(UnitOfWork& unit_of_work, const PersonOrder& order, const MessageFilter& filter,
                                 std::int64_t after, std::size_t index, int per_second, std::size_t most);

}  // namespace hub::queues
