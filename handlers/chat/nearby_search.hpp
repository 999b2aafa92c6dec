#pragma once

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"

namespace hub::chat {

// What was found around a place and how far was looked.
struct NearbyFinds {
    catalog::Snapshot::FoundPage page;
    double radius_m = 0;
    bool widened = false;
};

inline constexpr double kNear = 2'000;     // metres
inline constexpr double kFarther = 5'000;

// Shops of the child-rearing passport that fulfil the wishes: within 2 km, or within 5 km when there are none.
NearbyFinds search_nearby(const catalog::Snapshot& snapshot, catalog::Position centre, const Wishes& wishes);

// Genres and kinds of benefits that would narrow the finds down, as display names, most frequent first.
struct Refinements {
    std::vector<std::string> genres;
    std::vector<std::string> tokuten;
};
Refinements refinements_of(const catalog::Snapshot& snapshot, const NearbyFinds& finds, const Wishes& wishes);

}  // namespace hub::chat
