#pragma once

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

namespace hub::chat {

// The answer to "tell me about this shop": its details, the choice when several have that name, or what is written
// much like it. Of several the nearest to the visitor (or to the place talked about) come first. Pure.
FulfilmentReply shop_detail_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request);

}  // namespace hub::chat
