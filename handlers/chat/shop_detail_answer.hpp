#pragma once

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

namespace hub::chat {

// The answer to "tell me about this shop" and "until when is the second one open?": of the shop that is named, or of
// what was shown last, by its number or as "there". What was asked about it, else all its details; the choice when
// several have that name, or what is written much like it. Of several the nearest to the visitor (or to the place
// talked about) come first. Facilities and events that were shown are told about too. Pure.
FulfilmentReply shop_detail_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request, WallTime now);

}  // namespace hub::chat
