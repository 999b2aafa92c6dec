#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/opening_hours.hpp"
#include "router/core/clock.hpp"

namespace hub::chat {

// Whether somebody is open at a time.
struct Opening {
    std::optional<bool> open{};  // empty: the hours do not say, or not in a way that is understood
    bool irregular = false;      // open: 不定休 and the like, it may be closed all the same
    std::string until{};         // open: 21:00, 翌2:00; empty: beyond the next day
    std::string next{};          // closed: 11月24日（火）10:00, 今日17:00; empty when not within a week
};
Opening opening_at(const catalog::OpeningHours& hours, WallTime time);

// The opening hours in the shop's own words, and the closed days in them; where its field is empty what its description
// says of 営業時間. May be empty.
std::string hours_of(const catalog::ShopRow& shop);
std::string closed_days_of(const catalog::ShopRow& shop);

// Hours and closed days together.
std::string hours_of(const catalog::FacilityRow& facility);

}  // namespace hub::chat
