#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/json.hpp"

namespace hub::portal {

// WGS 84 degrees.
struct GeoPoint {
    double lat = 0;
    double lng = 0;
};

struct BenefitView {
    std::string title;
    std::string kind;    // the name of its code; may be empty
    std::string detail;  // may be empty
};

// A shop as pages show it, from a reply to shop.get, shop.list or chat.message. What a reply does not say is empty.
struct ShopView {
    std::int64_t shop_id = 0;
    std::string name;
    std::string kana;
    std::vector<std::string> genres;
    std::vector<BenefitView> benefits;
    std::optional<std::int64_t> programme;
    std::string postal_code;
    std::string address;
    std::string tel;
    std::string website;  // http or https
    std::string comment;
    std::string opening_hours;
    std::optional<GeoPoint> position;
    std::string position_source;  // own_list, owner_pin, gazetteer, google
    std::optional<double> distance_m;
    std::optional<std::int64_t> walk_minutes;  // as the reply has it, else it is worked out
    std::optional<bool> open_now;
    bool irregular = false;  // open as its hours say, but on some days it is not (不定休)
    std::string hours;       // of today, in one line
    std::string updated_at;  // RFC 3339
};

// Empty when `value` is not a shop (no id or no name).
std::optional<ShopView> read_shop(const json::Value& value);

// The shops of an array; what is none is left out.
std::vector<ShopView> read_shops(const json::Value& reply, std::string_view member);

// "/shops/123".
std::string shop_url(std::int64_t shop_id);

// Google Maps' address for walking there, from `origin` or from where the person is.
std::string walking_url(GeoPoint destination, std::optional<GeoPoint> origin);

// Google Maps' address of the position itself.
std::string map_url(GeoPoint position);

// "約350m・徒歩約6分"; without the minutes where nobody walks (over 3 km). The distance is as the crow flies, so the
// minutes count 1.3 times of it at 80 m a minute, unless a reply has its own `walk_minutes`.
std::string distance_text(const Texts& texts, double metres, std::optional<std::int64_t> walk_minutes = std::nullopt);

// A coordinate with 6 digits behind the point (about 0.1 m).
std::string degrees(double value);

// Shows OPEN_NOW, with IRREGULAR inside it, or CLOSED_NOW, or nothing when that is not known.
void fill_open_now(Values values, const std::optional<bool>& open_now, bool irregular);

// Fills shop_card.tpl.
void fill_shop_card(const Texts& texts, Values values, const ShopView& shop, std::optional<GeoPoint> origin);

}  // namespace hub::portal
