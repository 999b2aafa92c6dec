#include "connectors/google_maps/geocoding_wire.hpp"

#include <algorithm>
#include <initializer_list>

#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::google_maps {
namespace {

constexpr std::size_t kMostPositions = 5;

bool has_type(const json::Value& value, std::string_view wanted) {
    const auto types = value.find("types");
    if (!types) return false;
    const auto elements = types->elements();
    return std::any_of(elements.begin(), elements.end(),
                       [&](const json::Value& type) { return type.as_string() == wanted; });
}

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

std::vector<json::Value> components_of(const json::Value& result) {
    const auto components = result.find("address_components");
    return components ? components->elements() : std::vector<json::Value>{};
}

// The filter country:JP also brings the whole country when it contradicts the address; and a result without a country
// is not trusted.
bool is_within_japan(const json::Value& result, double lat, double lng) {
    const auto components = components_of(result);
    const bool names_japan = std::any_of(components.begin(), components.end(), [](const json::Value& component) {
        return has_type(component, "country") && component.string("short_name") == "JP";
    });
    return names_japan && !has_type(result, "country") && lat > 20 && lat < 46 && lng > 122 && lng < 154;
}

bool strip_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

// 日本、〒540-8570 大阪府大阪市… as people write it: without country and postal code.
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

// Stations and facilities may have their own name as the most specific component; often that is only a house number.
std::string name_of(const json::Value& result) {
    const auto components = components_of(result);
    if (!components.empty() &&
        has_any_type(components.front(), {"establishment", "point_of_interest", "train_station", "subway_station",
                                          "transit_station", "light_rail_station", "bus_station", "park", "airport"}))
        if (const auto name = components.front().string("long_name").value_or(""); !name.empty())
            return std::string(name);
    return readable_address(result.string("formatted_address").value_or(""));
}

std::optional<GooglePosition> read_result(const json::Value& result, WallTime now) {
    const auto lat = result.at_pointer("/geometry/location/lat");
    const auto lng = result.at_pointer("/geometry/location/lng");
    const auto latitude = lat ? lat->as_number() : std::nullopt;
    const auto longitude = lng ? lng->as_number() : std::nullopt;
    if (!latitude || !longitude || !is_within_japan(result, *latitude, *longitude)) return std::nullopt;
    const auto location_type = result.at_pointer("/geometry/location_type");
    const auto kind = kind_of(result);
    GooglePosition position{name_of(result), *latitude, *longitude, std::string(kind), false, now + kLongestKept};
    position.exact = !result.boolean("partial_match").value_or(false) && location_type &&
                     location_type->as_string().value_or("APPROXIMATE") != "APPROXIMATE";
    return position;
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

}  // namespace

std::string geocoding_target(std::string_view text) {
    return "/maps/api/geocode/json?address=" + percent_encode(text) +
           "&language=ja&region=jp&components=" + percent_encode("country:JP");
}

std::string key_check_target() { return "/maps/api/geocode/json?language=ja"; }

Result<std::vector<GooglePosition>> read_geocoding(std::string_view body, WallTime now) {
    const auto document = json::Document::parse(body);
    if (!document)
        return Error{ErrorKind::transient, "google_maps.bad_answer", "Google Maps answered something unreadable"};
    const auto status = document->root().string("status").value_or("");
    std::vector<GooglePosition> positions;
    if (status == "ZERO_RESULTS") return positions;
    if (status != "OK") return refusal_of(status);
    const auto results = document->root().find("results");
    for (const auto& result : results ? results->elements() : std::vector<json::Value>{})
        if (auto position = read_result(result, now); position && positions.size() < kMostPositions)
            positions.push_back(*std::move(position));
    return positions;
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
    if (!positions.empty()) writer.member("attribution", "Google Maps");
    writer.end_object();
    return writer.take();
}

}  // namespace hub::google_maps
