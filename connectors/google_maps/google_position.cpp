#include "connectors/google_maps/google_position.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"

namespace hub::google_maps {
namespace {

bool has_type(const json::Value& value, std::string_view wanted) {
    const auto types = value.find("types");
    if (!types) return false;
    const auto elements = types->elements();
    return std::any_of(elements.begin(), elements.end(),
                       [&](const json::Value& type) { return type.as_string() == wanted; });
}

bool strip_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string attribution_of(const std::vector<GooglePosition>& positions) {
    std::string attribution = "Google Maps";
    for (const auto& position : positions)
        if (!position.credit.empty() && attribution.find(position.credit) == std::string::npos)
            attribution += " / " + position.credit;
    return attribution;
}

}  // namespace

bool has_any_type(const json::Value& value, std::initializer_list<std::string_view> wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view type) { return has_type(value, type); });
}

std::string_view kind_of(const json::Value& result) {
    if (has_any_type(result,
                     {"train_station", "subway_station", "transit_station", "light_rail_station", "bus_station"}))
        return "station";
    if (has_any_type(result, {"street_address", "premise", "subpremise", "route", "intersection"})) return "address";
    if (has_type(result, "postal_code")) return "postal_code";
    if (has_any_type(result, {"locality", "ward", "sublocality", "administrative_area_level_2", "neighborhood"}))
        return "city";
    if (has_type(result, "administrative_area_level_1")) return "prefecture";
    if (has_any_type(result, {"point_of_interest", "establishment", "park", "airport", "natural_feature"}))
        return "facility";
    return "place";
}

bool is_area(std::string_view kind) { return kind == "city" || kind == "prefecture" || kind == "postal_code"; }

bool is_around_japan(double lat, double lng) { return lat > 20 && lat < 46 && lng > 122 && lng < 154; }

std::string readable_address(std::string_view address) {
    strip_prefix(address, "日本、");
    if (address.starts_with("〒")) {
        const auto blank = address.find(' ');
        if (blank != std::string_view::npos && !address.substr(0, blank).ends_with(','))
            address.remove_prefix(blank + 1);
    }
    if (address.ends_with(", 日本")) address.remove_suffix(std::string_view(", 日本").size());
    return std::string(address);
}

bool is_named(std::string_view name, std::string_view asked) {
    const auto found = catalog::to_utf8(catalog::fold_name(name));
    const auto wanted = catalog::to_utf8(catalog::fold_name(asked));
    if (found.empty() || wanted.empty()) return false;
    return found.find(wanted) != std::string::npos || wanted.find(found) != std::string::npos;
}

Error refusal_of(std::string_view status) {
    if (status == "OVER_QUERY_LIMIT")
        return {ErrorKind::throttled, "google_maps.over_query_limit", "Google Maps asks to slow down"};
    if (status == "INVALID_REQUEST")
        return {ErrorKind::invalid, "google_maps.invalid_request", "Google Maps could not use the request"};
    if (status == "REQUEST_DENIED")
        return {ErrorKind::permanent, "google_maps.request_denied", "Google Maps does not accept the key"};
    if (status == "OVER_DAILY_LIMIT")
        return {ErrorKind::permanent, "google_maps.over_daily_limit", "Google Maps refuses: key, billing or daily cap"};
    if (status == "NOT_FOUND")
        return {ErrorKind::permanent, "google_maps.not_found", "Google Maps does not know the place id"};
    return {ErrorKind::transient, "google_maps.unknown_error", "Google Maps could not answer"};
}

Error unreadable_answer() {
    return {ErrorKind::transient, "google_maps.bad_answer", "Google Maps answered something unreadable"};
}

std::string place_lookup_reply(const std::vector<GooglePosition>& positions) {
    json::Writer writer;
    writer.begin_object();
    writer.key("places");
    writer.begin_array();
    for (const auto& position : positions) {
        writer.begin_object();
        writer.member("name", position.name);
        writer.member("lat", position.lat);
        writer.member("lng", position.lng);
        writer.member("kind", position.kind);
        writer.member("source", "google");
        writer.member("exact", position.exact);
        writer.end_object();
    }
    writer.end_array();
    if (!positions.empty()) writer.member("attribution", attribution_of(positions));
    writer.end_object();
    return writer.take();
}

}  // namespace hub::google_maps
