#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"

namespace hub::chat {

// Where the search is to be, as far as the hub itself can tell. Pure.
struct Whereabouts {
    enum class Kind {
        found,
        ask_maps,       // a place was named that the gazetteer does not know
        not_said,       // neither a place nor a position
        position_missing  // "near me", but the position was not sent along
    };
    Kind kind = Kind::not_said;
    std::optional<ChatPlace> place{};           // found
    std::vector<std::string> others{};          // found: other places of that name, as display names
    std::string asked{};                        // ask_maps: what to look up
};

// In this order: the place that was named; the longest name of the gazetteer inside the question; the position; the
// place the dialogue remembers.
Whereabouts find_whereabouts(const catalog::Gazetteer& gazetteer, const FulfilmentRequest& request);

// Names to propose for a place nobody knows.
std::vector<std::string> similar_places(const catalog::Gazetteer& gazetteer, const std::string& asked);

}  // namespace hub::chat
