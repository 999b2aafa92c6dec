#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/catalog/catalog_data.hpp"
#include "router/core/clock.hpp"

namespace hub::chat {

// What the words of a shop or a facility say about being open at a time.
struct Opening {
    std::optional<bool> open{};  // empty: they do not say, or not in a way that is understood
};
Opening opening_at(std::string_view hours_and_closed_days, WallTime time);

// The opening hours in the shop's own words, and the closed days in them; where its field is empty what its description
// says of 営業時間. May be empty.
std::string hours_of(const catalog::ShopRow& shop);
std::string closed_days_of(const catalog::ShopRow& shop);

// Hours and closed days together.
std::string hours_of(const catalog::FacilityRow& facility);

}  // namespace hub::chat
