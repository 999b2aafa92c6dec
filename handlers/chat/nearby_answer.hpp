#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

// The answers to "which benefits are near …". Pure: the catalog in, a reply out.
namespace hub::chat {

// What a search is for.
struct NearbyQuestion {
    ChatPlace place;
    Wishes wishes{};
    Window window{};
    std::vector<std::string> others{};  // further places of the same name, offered as suggestions
    std::optional<int> child_months{};  // a baby's parents are offered shops where it can be changed
};

// The nearest shops around a place: within 2 km, else farther, step by step and saying so.
FulfilmentReply nearby_answer(const catalog::Snapshot& snapshot, const NearbyQuestion& question, WallTime now);

// "And restaurants?", "nearer", "others": the same place, the new wishes on top of the earlier ones; where nothing has
// all of them, the earlier ones are dropped and the answer says so. `remembered` has a place.
FulfilmentReply refined_answer(const catalog::Snapshot& snapshot, const Remembered& remembered,
                               const FulfilmentRequest& request, WallTime now);

// How the sentence on the first one of a page begins: いちばん近いのは is true of the first page alone.
std::string_view first_of_page(const Window& window);

// The window a step leads to from the one that was shown.
Window stepped(const Window& shown, Step step);

}  // namespace hub::chat
