#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/pages/map_settings.hpp"
#include "portal/pages/shop_view.hpp"
#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"

// What a page's map draws. It is decided here, so that no script is ever handed a position that it must not draw.
namespace hub::portal {

// Whether a position from `source` (own_list, owner_pin, gazetteer, google, or browser for where the reader is) may be
// drawn on such a map: Google's terms allow theirs on their own map only. What has no known source is not drawn.
bool may_be_drawn(std::string_view source, MapKind kind);

// A place the map is about: the one that was searched for.
struct MapCentre {
    GeoPoint position;
    std::string source;
    std::string name;  // Japanese, for reading aloud
};

struct MapShop {
    int number = 0;  // in the page's list, from 1
    std::int64_t shop_id = 0;
    std::string name;
    std::string benefit;  // may be empty
};

// One mark, for all shops at this place: many share the position of their building.
struct MapPoint {
    GeoPoint position;
    std::vector<MapShop> shops;
};

struct MapView {
    std::optional<MapCentre> centre;
    std::vector<MapPoint> points;
    std::size_t left_out = 0;  // shops of the list that have no mark
};

// The marks of `shops` in their order and the centre, as far as a map of these settings may draw them. Empty when there
// is nothing to draw, or nothing to draw it upon: an open map without tiles needs a centre to show the distances from.
std::optional<MapView> map_view(const MapSettings& settings, const std::vector<ShopView>& shops,
                                std::optional<MapCentre> centre);

// {"points":[{"lat","lng","shops":[{"number","name","url","benefit"?}]}],"centre"?:{"lat","lng","name"}} for the
// script.
std::string map_json(const MapView& view);

// Fills map.tpl. `numbered`: the page's list shows the numbers too.
void fill_map(const Texts& texts, Values values, const MapSettings& settings, const MapView& view, bool numbered);

}  // namespace hub::portal
