#include "portal/pages/map_view.hpp"

#include <algorithm>
#include <cmath>

#include "router/core/json.hpp"

namespace hub::portal {
namespace {

// Five digits of a degree are about a metre.
bool is_same_place(GeoPoint one, GeoPoint other) {
    const auto rounded = [](double degrees) { return std::llround(degrees * 1e5); };
    return rounded(one.lat) == rounded(other.lat) && rounded(one.lng) == rounded(other.lng);
}

MapPoint& point_at(std::vector<MapPoint>& points, GeoPoint position) {
    const auto found = std::find_if(points.begin(), points.end(), [position](const MapPoint& point) {
        return is_same_place(point.position, position);
    });
    if (found != points.end()) return *found;
    points.push_back({position, {}});
    return points.back();
}

void write_position(json::Writer& writer, GeoPoint position) {
    writer.member("lat", position.lat);
    writer.member("lng", position.lng);
}

void write_shop(json::Writer& writer, const MapShop& shop) {
    writer.begin_object();
    writer.member("number", shop.number);
    writer.member("name", shop.name);
    writer.member("url", shop_url(shop.shop_id));
    if (!shop.benefit.empty()) writer.member("benefit", shop.benefit);
    writer.end_object();
}

void fill_open_map(Values values, const MapSettings& settings) {
    Values open = values.row("OPEN");
    open.set("TILES", settings.tile_url);
    open.set("ATTRIBUTION", settings.tile_attribution);
    open.set("ATTRIBUTION_URL", settings.tile_attribution_url);
    open.set("MAX_ZOOM", std::to_string(settings.tile_max_zoom));
}

}  // namespace

bool may_be_drawn(std::string_view source, MapKind kind) {
    if (source == "google") return kind == MapKind::google;
    return source == "own_list" || source == "owner_pin" || source == "gazetteer" || source == "browser";
}

std::optional<MapView> map_view(const MapSettings& settings, const std::vector<ShopView>& shops,
                                std::optional<MapCentre> centre) {
    const MapKind kind = map_kind(settings);
    MapView view;
    if (centre && may_be_drawn(centre->source, kind)) view.centre = std::move(centre);
    int number = 0;
    for (const auto& shop : shops) {
        ++number;
        if (!shop.position || !may_be_drawn(shop.position_source, kind)) {
            ++view.left_out;
            continue;
        }
        const std::string benefit = shop.benefits.empty() ? std::string() : shop.benefits.front().title;
        point_at(view.points, *shop.position).shops.push_back({number, shop.shop_id, shop.name, benefit});
    }
    const bool has_background = kind == MapKind::google || !settings.tile_url.empty();
    if (view.points.empty() || !(has_background || view.centre)) return std::nullopt;
    return view;
}

std::string map_json(const MapView& view) {
    json::Writer writer;
    writer.begin_object();
    writer.key("points");
    writer.begin_array();
    for (const auto& point : view.points) {
        writer.begin_object();
        write_position(writer, point.position);
        writer.key("shops");
        writer.begin_array();
        for (const auto& shop : point.shops) write_shop(writer, shop);
        writer.end_array();
        writer.end_object();
    }
    writer.end_array();
    if (view.centre) {
        writer.key("centre");
        writer.begin_object();
        write_position(writer, view.centre->position);
        writer.member("name", view.centre->name);
        writer.end_object();
    }
    writer.end_object();
    return writer.take();
}

void fill_map(const Texts& texts, Values values, const MapSettings& settings, const MapView& view, bool numbered) {
    values.set("CONTENT", map_json(view));
    if (map_kind(settings) == MapKind::google) values.row("GOOGLE").set("KEY", settings.google_browser_key);
    else fill_open_map(values, settings);
    if (numbered) values.show("NUMBERED");
    if (view.left_out > 0)
        values.text_row("LEFT_OUT", texts.format("map.left_out", {{"count", std::to_string(view.left_out)}}));
    if (map_kind(settings) == MapKind::open && settings.tile_url.empty())
        values.text_row("BARE", texts.format("map.bare", {{"place", view.centre ? view.centre->name : std::string()}}));
}

}  // namespace hub::portal
