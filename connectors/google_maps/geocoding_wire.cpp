#include "connectors/google_maps/geocoding_wire.hpp"

#include <algorithm>

#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::google_maps {
namespace {

std::vector<json::Value> components_of(const json::Value& result) {
    const auto components = result.find("address_components");
    return components ? components->elements() : std::vector<json::Value>{};
}

// The filter country:JP also brings the whole country when it contradicts the address; and a result without a country
// is not trusted.
bool is_within_japan(const json::Value& result, double lat, double lng) {
    const auto components = components_of(result);
    const bool names_japan = std::any_of(components.begin(), components.end(), [](const json::Value& component) {
        return has_any_type(component, {"country"}) && component.string("short_name") == "JP";
    });
    return names_japan && !has_any_type(result, {"country"}) && is_around_japan(lat, lng);
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

}  // namespace

std::string geocoding_target(std::string_view text) {
    return "/maps/api/geocode/json?address=" + percent_encode(text) +
           "&language=ja&region=jp&components=" + percent_encode("country:JP");
}

std::string key_check_target() { return "/maps/api/geocode/json?language=ja"; }

Result<std::vector<GooglePosition>> read_geocoding(std::string_view body, WallTime now) {
    const auto document = json::Document::parse(body);
    if (!document) return unreadable_answer();
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

}  // namespace hub::google_maps
