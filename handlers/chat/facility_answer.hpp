#pragma once

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

namespace hub::chat {

// The answers to "where is a park, a library, a place to change nappies near …". Pure.

// The nearest facilities of the kinds (display names) with the services that were asked for: within 2 km, else farther,
// step by step and saying so. For services without a kind (授乳室はどこ？) shops that offer them come along. An ordinal
// picks one of what was found (一番近い公園).
FulfilmentReply facility_answer(const catalog::Snapshot& snapshot, const ChatPlace& place,
                                const FulfilmentRequest& request, WallTime now);

// "Nearer", "others": the same place and kinds as remembered; `remembered` has a place.
FulfilmentReply refined_facility_answer(const catalog::Snapshot& snapshot, const Remembered& remembered,
                                        const FulfilmentRequest& request, WallTime now);

// Neither a kind nor a service was named: offers those there are.
FulfilmentReply which_facility_answer(const catalog::Snapshot& snapshot);

}  // namespace hub::chat
