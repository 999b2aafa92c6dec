#include "connectors/google_maps/places_wire.hpp"

#include <array>
#include <cstdio>

#include "router/core/http.hpp"

namespace hub::google_maps {
namespace {

// Places knows no filter by country; addresses in Japanese begin or end with it.
bool is_in_japan(std::string_view address) {
    return address.starts_with("日本、") || address == "日本" || address.ends_with("日本");
}

std::optional<GooglePosition> read_result(const json::Value& result, std::string_view asked, WallTime now) {
    const auto lat = result.at_pointer("/geometry/location/lat");
    const auto lng = result.at_pointer("/geometry/location/lng");
    const auto latitude = lat ? lat->as_number() : std::nullopt;
    const auto longitude = lng ? lng->as_number() : std::nullopt;
    const auto address = result.string("formatted_address").value_or("");
    if (!latitude || !longitude || !is_around_japan(*latitude, *longitude) || !is_in_japan(address) ||
        has_any_type(result, {"country"}) || result.string("business_status") == "CLOSED_PERMANENTLY")
        return std::nullopt;
    const auto kind = kind_of(result);
    const auto name = result.string("name").value_or("");
    const bool exact = !is_area(kind) && is_named(name, asked);
    return GooglePosition{name.empty() ? readable_address(address) : std::string(name),
                          *latitude,
                          *longitude,
                          std::string(kind),
                          exact,
                          now + kLongestKept};
}

std::string without_tags(std::string_view html) {
    std::string text;
    bool in_tag = false;
    for (const char character : html) {
        if (character == '<') in_tag = true;
        if (!in_tag) text += character;
        if (character == '>') in_tag = false;
    }
    return text;
}

std::string credit_of(const json::Value& root) {
    std::string credit;
    const auto attributions = root.find("html_attributions");
    for (const auto& attribution : attributions ? attributions->elements() : std::vector<json::Value>{})
        if (const auto text = without_tags(attribution.as_string().value_or("")); !text.empty())
            credit += (credit.empty() ? "" : " / ") + text;
    return credit;
}

}  // namespace

std::string text_search_target(std::string_view text, const Bias& bias) {
    std::array<char, 48> centre{};
    std::snprintf(centre.data(), centre.size(), "%.4f,%.4f", bias.lat, bias.lng);
    return "/maps/api/place/textsearch/json?query=" + percent_encode(text) +
           "&language=ja&region=jp&location=" + percent_encode(centre.data()) +
           "&radius=" + std::to_string(bias.radius_m);
}

std::string text_search_check_target() { return "/maps/api/place/textsearch/json?language=ja"; }

Result<std::vector<GooglePosition>> read_text_search(std::string_view body, std::string_view asked, WallTime now) {
    const auto document = json::Document::parse(body);
    if (!document) return unreadable_answer();
    const auto root = document->root();
    const auto status = root.string("status").value_or("");
    std::vector<GooglePosition> positions;
    if (status == "ZERO_RESULTS") return positions;
    if (status != "OK") return refusal_of(status);
    const auto credit = credit_of(root);
    const auto results = root.find("results");
    for (const auto& result : results ? results->elements() : std::vector<json::Value>{})
        if (auto position = read_result(result, asked, now); position && positions.size() < kMostPositions) {
            position->credit = credit;
            positions.push_back(*std::move(position));
        }
    return positions;
}

}  // namespace hub::google_maps
