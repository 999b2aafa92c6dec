#pragma once

#include <optional>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/place_answer.hpp"
#include "handlers/chat/reply.hpp"

// Questions about what is around a place: which answer they get. Pure.
namespace hub::chat {

// Whether an action asks what is around a place.
bool asks_around_a_place(std::string_view action);

// The request with what the dialogue still means: "and in Umeda?" is about the same shops, facilities or events.
FulfilmentRequest with_memory(FulfilmentRequest request);

// The answer that needs no place to be found: more, nearer, or other wishes at the place remembered. Empty when a place
// has to be found first.
std::optional<FulfilmentReply> answer_in_place(const catalog::Snapshot& snapshot, const FulfilmentRequest& request,
                                               WallTime now);

// The answer around a place. `others` are further places of its name.
FulfilmentReply answer_around(const catalog::Snapshot& snapshot, const ChatPlace& place,
                              const std::vector<std::string>& others, const FulfilmentRequest& request, WallTime now);

// The answer when no place was named and none is known.
FulfilmentReply answer_without_place(const catalog::Snapshot& snapshot, Whereabouts::Kind kind,
                                     const FulfilmentRequest& request, WallTime now);

// What is being asked, to offer it for other places.
Asking asking_of(const FulfilmentRequest& request);

// "Near the … restaurant": a shop or a facility of exactly this name is a place too.
std::optional<ChatPlace> known_as_place(const catalog::Snapshot& snapshot, const std::string& name);

}  // namespace hub::chat
