#include "handlers/chat/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::chat {
namespace {

constexpr double kLargestNumber = 1e15;  // beyond it a double is no longer exact, and nothing is numbered like that
constexpr std::size_t kMostTexts = 5;
constexpr std::size_t kLongestText = 256;  // code points

// A number for a text: an ordinal may come as either.
std::optional<std::string> as_text(const json::Value& value) {
    if (const auto text = value.as_string()) return std::string(*text);
    if (const auto whole = value.as_integer()) return std::to_string(*whole);
    if (const auto number = value.as_number(); number && std::abs(*number) <= kLargestNumber)
        return std::to_string(static_cast<std::int64_t>(*number));
    return std::nullopt;
}

std::vector<json::Value> values_of(const json::Value& value) {
    return value.is_array() ? value.elements() : std::vector<json::Value>{value};
}

}  // namespace

std::string one_text(const json::Value& parameters, std::string_view name) {
    const auto found = texts(parameters, name);
    return found.empty() ? std::string() : found.front();
}

std::vector<std::string> texts(const json::Value& parameters, std::string_view name) {
    std::vector<std::string> found;
    const auto value = parameters.find(name);
    if (!value) return found;
    for (const auto& element : values_of(*value)) {
        const auto text = as_text(element);
        if (!text || text->empty() || found.size() == kMostTexts) continue;
        auto kept = catalog::shortened(*text, kLongestText);
        if (std::find(found.begin(), found.end(), kept) == found.end()) found.push_back(std::move(kept));
    }
    return found;
}

bool is_given(const json::Value& parameters, std::string_view name) {
    const auto value = parameters.find(name);
    if (!value) return false;
    if (const auto flag = value->as_boolean()) return *flag;
    return !texts(parameters, name).empty();
}

std::optional<catalog::Position> read_position(const std::optional<json::Value>& value) {
    if (!value) return std::nullopt;
    const auto lat = value->number("lat");
    const auto lng = value->number("lng");
    if (!lat || !lng || !catalog::is_valid({*lat, *lng})) return std::nullopt;
    return catalog::Position{*lat, *lng};
}

}  // namespace hub::chat
