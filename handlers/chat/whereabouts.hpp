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
        ambiguous,         // the name means several places, none of them more likely than the others
        ask_maps,          // a place was named that the gazetteer does not know
        not_said,          // neither a place nor a position
        position_missing,  // "near me", but the position was not sent along
        nothing_shown      // "near there", but nothing with a position was shown before
    };
    Kind kind = Kind::not_said;
    std::optional<ChatPlace> place{};    // found
    std::vector<std::string> others{};   // found: other places of that name, as display names
    std::vector<std::string> choices{};  // ambiguous: names that each mean one of the places
    std::string asked{};                 // ambiguous, ask_maps: the name as it was said
};

// In this order: the place that was named; what was shown last, when "there" was said; the longest name of the
// gazetteer inside the question; the position; the place the dialogue remembers.
Whereabouts find_whereabouts(const catalog::Snapshot& snapshot, const FulfilmentRequest& request);

// The one of what was shown that `ordinal` (1 is the first, -1 the last) means, else the one spoken of last, as an
// index of `shown.ids`; empty when there is no such one.
std::optional<std::size_t> meant_of(const Shown& shown, const std::optional<int>& ordinal);

// Names to propose for a place nobody knows.
std::vector<std::string> similar_places(const catalog::Gazetteer& gazetteer, const std::string& asked);

}  // namespace hub::chat
