#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/pages/shop_view.hpp"

namespace hub::portal {

// Fills shop.tpl but for the shops nearby.
void fill_shop_details(const Texts& texts, Values values, const ShopView& shop);

// What a telephone can dial of a number as it was typed ("(054)626-1139" → "0546261139"); empty when it is not one
// whole Japanese number with its area code.
std::optional<std::string> dialable(std::string_view tel);

// "2026年1月28日" in Japan's time; empty when it is not RFC 3339.
std::string date_text(const Texts& texts, std::string_view rfc3339);

}  // namespace hub::portal
