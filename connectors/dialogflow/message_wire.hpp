#pragma once

#include "router/core/json.hpp"

namespace hub::dialogflow {

// Writes the array of our message items for the messages of a queryResult: text, card, quick replies, image and the
// Messenger payload (richContent), those of the default platform, in order. Without any of them the item is
// fulfillmentText. Links other than https:, tel:, mailto: and paths of our own site are left out; unknown kinds are
// passed over. Items: {"type":"text","text"} · {"type":"card","title","subtitle","url"?} ·
// {"type":"chips","options":[{"text"}]} · {"type":"link","text","url"} ·
// {"type":"list","items":[{"title","subtitle"}]}.
void write_messages(json::Writer& writer, const json::Value& query_result);

// The same for the responseMessages of a CX queryResult: texts and Messenger payloads, in its newer spelling too; those
// that are for another channel are passed over.
void write_response_messages(json::Writer& writer, const json::Value& query_result);

}  // namespace hub::dialogflow
