#pragma once

#include <cstdint>

#include "portal/pages/page.hpp"

// What a shop's page shows of the favourites of whoever looks at it.
namespace hub::portal {

enum class FavoriteState { visitor, no, yes, unknown };

// Asks whether the shop is a favourite of the caller. A shop's page is worth showing without, so a failure is unknown.
boost::asio::awaitable<FavoriteState> ask_favorite(PageRequest request, std::int64_t shop_id);

// The button, or for a visitor the link to the login, of shop.tpl.
void fill_favorite(const PageRequest& request, Values values, std::int64_t shop_id, FavoriteState state);

}  // namespace hub::portal
