#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/chat/dialogue.hpp"
#include "handlers/chat/reply.hpp"
#include "handlers/chat/whereabouts.hpp"

// The answers about where to look, when that is not clear. Pure.
namespace hub::chat {

// How a search around a place is asked for, to offer it again for another place.
struct Asking {
    Wishes wishes{};                        // for shops
    std::vector<std::string> facilities{};  // for facilities: their kinds
    bool events = false;
};

// The question to ask about a place; worded as the agent's training phrases are.
std::string question_about(const std::string& place, const Wishes& wishes);
std::string question_about(const std::string& place, const Asking& asking);

// Where the walk starts: a place that was named, but not the visitor's own position.
std::optional<catalog::Position> walk_from(const ChatPlace& place);

// The name means several places: which one?
FulfilmentReply which_of_places_answer(const Whereabouts& whereabouts, const Asking& asking);
// The place is not known to anybody.
FulfilmentReply unknown_place_answer(const catalog::Snapshot& snapshot, const std::string& asked, const Asking& asking);
// Only Maps could know the place, and Maps cannot be asked.
FulfilmentReply maps_away_answer(const catalog::Snapshot& snapshot, const std::string& asked, const Asking& asking);
// Neither a place nor a position was given, or not a usable one: not_said, position_missing or nothing_shown.
FulfilmentReply which_place_answer(Whereabouts::Kind kind, const Asking& asking);

}  // namespace hub::chat
