#pragma once

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

namespace hub::chat {

// The answer to what no intent understood: an article when one is certainly about it, and two suggestions made of what
// was recognised in it (a shop, a place), else of what everybody asks. Pure.
FulfilmentReply unknown_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request);

}  // namespace hub::chat
