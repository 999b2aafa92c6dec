#pragma once

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

namespace hub::chat {

// The answer to "what is on in … on …": events of the child-rearing programme within 5 km of the place or in that
// municipality, on the days asked for (the next 30 days when none were). When there is nothing, first the place and
// then the days are widened, and the answer says so. Without a place: everywhere. Pure.
FulfilmentReply event_answer(const catalog::Snapshot& snapshot, const std::optional<ChatPlace>& place,
                             const FulfilmentRequest& request, WallTime now);

// "Others": the next of the same place and days; `remembered` has days.
FulfilmentReply more_events_answer(const catalog::Snapshot& snapshot, const Remembered& remembered, WallTime now);

}  // namespace hub::chat
