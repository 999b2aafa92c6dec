#include "portal/pages/shop_view.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "portal/pages/reply_text.hpp"
#include "router/core/http.hpp"

namespace hub::portal {
namespace {

constexpr double kLongestWalk = 3000;      // metres
constexpr double kDetour = 1.3;            // streets against the straight line
constexpr double kMetresPerMinute = 80;    // the usual figure of Japanese housing advertisements

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

// A code is an object with a name; the chat says the name alone.
std::string name_of_code(const json::Value& value) {
    if (const auto text = value.as_string()) return std::string(*text);
    return text_of(value, "name");
}

// All of them: a shop found by its second genre must say why it is in the list.
std::string joined(const Texts& texts, const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? std::string() : texts.get("list.comma")) + name;
    return text;
}

// The first in its own words, the others by their kind: a card stays short enough to compare shops.
void fill_benefits(Values values, const std::vector<BenefitView>& benefits) {
    if (benefits.empty()) return;
    values.text_row("BENEFIT", benefits.front().title);
    std::vector<std::string> tags;
    for (auto benefit = benefits.begin() + 1; benefit != benefits.end(); ++benefit) {
        const std::string& tag = benefit->kind.empty() ? benefit->title : benefit->kind;
        if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
    }
    if (tags.empty()) return;
    Values section = values.row("TAGS");
    for (const auto& tag : tags) section.text_row("TAG", tag);
}

void read_genres(const json::Value& value, ShopView& shop) {
    auto genres = value.find("genres");
    if (genres && genres->size() > 0)
        for (const auto& genre : genres->elements()) shop.genres.push_back(name_of_code(genre));
    else if (const auto genre = value.find("genre"); genre && !genre->is_null())
        shop.genres.push_back(name_of_code(*genre));
    std::erase(shop.genres, std::string());
}

void read_benefits(const json::Value& value, ShopView& shop) {
    if (const auto list = value.find("tokuten"))
        for (const auto& entry : list->elements())
            shop.benefits.push_back({text_of(entry, "title"), text_of(entry, "name"), text_of(entry, "detail")});
    else if (const auto benefit = value.string("benefit"); benefit && !benefit->empty())
        shop.benefits.push_back({std::string(*benefit), {}, {}});
    for (auto& benefit : shop.benefits)
        if (benefit.title.empty()) std::swap(benefit.title, benefit.kind);
    std::erase_if(shop.benefits, [](const BenefitView& benefit) { return benefit.title.empty(); });
}

}  // namespace

std::optional<ShopView> read_shop(const json::Value& value) {
    ShopView shop;
    const auto shop_id = value.integer("shop_id");
    shop.name = text_of(value, "name");
    if (!shop_id || shop.name.empty()) return std::nullopt;
    shop.shop_id = *shop_id;
    shop.kana = text_of(value, "name_kana");
    read_genres(value, shop);
    read_benefits(value, shop);
    shop.programme = value.integer("programme");
    shop.postal_code = text_of(value, "postal_code");
    shop.address = text_of(value, "address");
    shop.tel = text_of(value, "tel");
    shop.website = text_of(value, "url");
    if (!is_web_address(shop.website)) shop.website.clear();
    shop.comment = text_of(value, "comment");
    shop.opening_hours = text_of(value, "opening_hours");
    const auto lat = value.number("lat");
    const auto lng = value.number("lng");
    if (lat && lng) shop.position = GeoPoint{*lat, *lng};
    shop.distance_m = value.number("distance_m");
    shop.position_source = text_of(value, "position_source");
    shop.walk_minutes = value.integer("walk_minutes");
    shop.open_now = value.boolean("open_now");
    shop.irregular = value.boolean("irregular").value_or(false);
    shop.hours = text_of(value, "hours");
    shop.updated_at = text_of(value, "updated_at");
    return shop;
}

std::vector<ShopView> read_shops(const json::Value& reply, std::string_view member) {
    std::vector<ShopView> shops;
    if (const auto list = reply.find(member))
        for (const auto& entry : list->elements())
            if (auto shop = read_shop(entry)) shops.push_back(std::move(*shop));
    return shops;
}

std::string shop_url(std::int64_t shop_id) { return "/shops/" + std::to_string(shop_id); }

std::string degrees(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", value);
    return text;
}

std::string walking_url(GeoPoint destination, std::optional<GeoPoint> origin) {
    const auto pair = [](GeoPoint point) { return degrees(point.lat) + "%2C" + degrees(point.lng); };
    std::string url = "https://www.google.com/maps/dir/?api=1&destination=" + pair(destination) + "&travelmode=walking";
    if (origin) url += "&origin=" + pair(*origin);
    return url;
}

std::string map_url(GeoPoint position) {
    return "https://www.google.com/maps/search/?api=1&query=" + degrees(position.lat) + "%2C" + degrees(position.lng);
}

std::string distance_text(const Texts& texts, double metres, std::optional<std::int64_t> walk_minutes) {
    char text[32];
    if (metres < 995) std::snprintf(text, sizeof text, "%.0fm", std::max(10.0, std::round(metres / 10) * 10));
    else std::snprintf(text, sizeof text, "%.1fkm", metres / 1000);
    if (metres > kLongestWalk && !walk_minutes) return texts.format("shop.distance", {{"distance", text}});
    const auto minutes =
        walk_minutes.value_or(static_cast<std::int64_t>(std::max(1.0, std::ceil(metres * kDetour / kMetresPerMinute))));
    return texts.format("shop.distance.walk", {{"distance", text}, {"minutes", std::to_string(minutes)}});
}

void fill_open_now(Values values, const std::optional<bool>& open_now, bool irregular) {
    if (!open_now) return;
    Values row = values.row(*open_now ? "OPEN_NOW" : "CLOSED_NOW");
    if (irregular) row.show("IRREGULAR");
}

void fill_shop_card(const Texts& texts, Values values, const ShopView& shop, std::optional<GeoPoint> origin) {
    values.set("URL", shop_url(shop.shop_id));
    values.set("NAME", shop.name);
    fill_benefits(values, shop.benefits);
    if (shop.distance_m) values.text_row("DISTANCE", distance_text(texts, *shop.distance_m, shop.walk_minutes));
    if (!shop.genres.empty()) values.text_row("GENRE", joined(texts, shop.genres));
    fill_open_now(values, shop.open_now, shop.irregular);
    if (!shop.hours.empty()) values.text_row("HOURS", shop.hours);
    if (!shop.address.empty()) values.text_row("ADDRESS", shop.address);
    if (shop.position) {
        Values route = values.row("ROUTE");
        route.set("ROUTE_URL", walking_url(*shop.position, origin));
        route.set("ROUTE_TO", texts.format("shop.route.to", {{"name", shop.name}}));
    }
}

}  // namespace hub::portal
