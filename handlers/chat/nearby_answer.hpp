#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

// The answers to "which benefits are near …". Pure: the catalog in, a reply out.
namespace hub::chat {

// The nearest shops around a place: within 2 km, else within 5 km and saying so. `others` are further places of the
// same name, offered as suggestions.
FulfilmentReply nearby_answer(const catalog::Snapshot& snapshot, const ChatPlace& place, const Wishes& wishes,
                              const std::vector<std::string>& others);

// "And restaurants?": the same place, the new wishes on top of the earlier ones; where nothing has all of them, the
// earlier ones are dropped and the answer says so.
FulfilmentReply refined_answer(const catalog::Snapshot& snapshot, const Remembered& remembered, const Wishes& wishes);

// The place is not known to anybody.
FulfilmentReply unknown_place_answer(const catalog::Snapshot& snapshot, const std::string& asked, const Wishes& wishes);
// Only Maps could know the place, and Maps cannot be asked.
FulfilmentReply maps_away_answer(const catalog::Snapshot& snapshot, const std::string& asked, const Wishes& wishes);
// Neither a place nor a position was given; `here` when "near me" was said.
FulfilmentReply which_place_answer(bool here);

}  // namespace hub::chat
