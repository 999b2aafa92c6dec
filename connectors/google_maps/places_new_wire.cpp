#include "connectors/google_maps/places_new_wire.hpp"

#include <algorithm>

namespace hub::google_maps {
namespace {

std::vector<json::Value> elements_of(const json::Value& value, std::string_view name) {
    const auto found = value.find(name);
    return found ? found->elements() : std::vector<json::Value>{};
}

bool names_japan(const json::Value& place) {
    const auto components = elements_of(place, "addressComponents");
    return std::any_of(components.begin(), components.end(), [](const json::Value& component) {
        return has_any_type(component, {"country"}) && component.string("shortText") == "JP";
    });
}

std::string credit_of(const json::Value& place) {
    std::string credit;
    for (const auto& attribution : elements_of(place, "attributions"))
        if (const auto provider = attribution.string("provider").value_or(""); !provider.empty())
            credit += (credit.empty() ? "" : " / ") + std::string(provider);
    return credit;
}

std::optional<GooglePosition> read_place(const json::Value& place, std::string_view asked, WallTime now) {
    const auto location = place.find("location");
    if (!location || !location->is_object()) return std::nullopt;
    // Coordinates at their default value may be missing; that is nowhere near Japan.
    const auto lat = location->number("latitude").value_or(0);
    const auto lng = location->number("longitude").value_or(0);
    if (!is_around_japan(lat, lng) || !names_japan(place) || has_any_type(place, {"country"}) ||
        place.string("businessStatus") == "CLOSED_PERMANENTLY")
        return std::nullopt;
    const auto kind = kind_of(place);
    const auto display = place.find("displayName");
    const auto name = display ? display->string("text").value_or("") : std::string_view();
    return GooglePosition{
        name.empty() ? readable_address(place.string("formattedAddress").value_or("")) : std::string(name),
        lat,
        lng,
        std::string(kind),
        !is_area(kind) && is_named(name, asked),
        now + kLongestKept,
        credit_of(place)};
}

}  // namespace

std::string search_text_body(std::string_view text, const Bias& bias) {
    json::Writer writer;
    writer.begin_object();
    writer.member("textQuery", text);
    writer.member("languageCode", "ja");
    writer.member("regionCode", "JP");
    writer.member("maxResultCount", kMostPositions);
    writer.key("locationBias");
    writer.begin_object();
    writer.key("circle");
    writer.begin_object();
    writer.key("center");
    writer.begin_object();
    writer.member("latitude", bias.lat);
    writer.member("longitude", bias.lng);
    writer.end_object();
    writer.member("radius", static_cast<double>(bias.radius_m));
    writer.end_object();
    writer.end_object();
    writer.end_object();
    return writer.take();
}

std::string search_text_check_body() { return R"({"textQuery":"","languageCode":"ja"})"; }

Result<std::vector<GooglePosition>> read_search_text(std::string_view body, std::string_view asked, WallTime now) {
    const auto document = json::Document::parse(body);
    if (!document || !document->root().is_object()) return unreadable_answer();
    std::vector<GooglePosition> positions;
    for (const auto& place : elements_of(document->root(), "places"))
        if (auto position = read_place(place, asked, now); position && positions.size() < kMostPositions)
            positions.push_back(*std::move(position));
    return positions;
}

bool means_the_key(std::string_view error_body) {
    const auto document = json::Document::parse(error_body);
    const auto details = document ? document->root().at_pointer("/error/details") : std::nullopt;
    const auto elements = details ? details->elements() : std::vector<json::Value>{};
    return std::any_of(elements.begin(), elements.end(), [](const json::Value& detail) {
        return detail.string("reason").value_or("").starts_with("API_KEY_");
    });
}

}  // namespace hub::google_maps
