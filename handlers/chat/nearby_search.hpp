#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/dialogue.hpp"

namespace hub::chat {

// Five of what was found around a place, and how far was looked.
struct NearbyFinds {
    std::vector<catalog::Snapshot::Found> shops;  // the window's page, nearest first
    std::size_t total = 0;                        // in the window, those skipped included
    Window window;                                // the one that brought them
    std::optional<double> empty_within{};         // the radius asked for, when nothing was there
    bool hours_unknown = false;                   // "open now" was asked, and only shops that do not say it are left
    std::vector<catalog::Snapshot::Found> candidates{};  // more than the page, for refinements
};

inline constexpr std::size_t kMostShown = 5;

// Shops of the child-rearing passport that fulfil the wishes and lie in the window; when there are none, in the next
// larger one, step by step.
NearbyFinds search_nearby(const catalog::Snapshot& snapshot, catalog::Position centre, const Wishes& wishes,
                          const Window& window, WallTime now);

// Genres and kinds of benefits that would narrow the finds down, as display names, most frequent first.
struct Refinements {
    std::vector<std::string> genres;
    std::vector<std::string> tokuten;
};
Refinements refinements_of(const catalog::Snapshot& snapshot, const NearbyFinds& finds, const Wishes& wishes);

}  // namespace hub::chat
