#include "handlers/catalog/place_index.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::catalog {
namespace {

// Metres between two lists' positions of one place. Where no operator tells neighbours of one name apart, they must be
// nearer; of a city one list means the office, another the middle.
constexpr double kSameStation = 1'500;
constexpr double kSameUnlabelled = 300;
constexpr double kSameCity = 20'000;
constexpr std::size_t kPostalDigits = 7;

bool is_same(const PlaceRow& one, const PlaceRow& other) {
    if (!one.label.empty() && !other.label.empty() && one.label != other.label) return false;
    const bool unlabelled = one.label.empty() && other.label.empty();
    const double longest = one.kind == "city" ? kSameCity : unlabelled ? kSameUnlabelled : kSameStation;
    return metres_between(one.position, other.position) <= longest;
}

// The heavier one's name and position stay; what it lacks is taken over from the other.
void merge(PlaceRow& kept, PlaceRow& other) {
    if (other.weight > kept.weight) {
        std::swap(kept.name, other.name);
        std::swap(kept.position, other.position);
    }
    if (kept.label.empty()) kept.label = other.label;
    if (kept.name_kana.empty()) kept.name_kana = other.name_kana;
    if (kept.city.empty()) kept.city = other.city;
    if (kept.postal_code.empty()) kept.postal_code = other.postal_code;
    kept.weight = std::max(kept.weight, other.weight);
    for (const auto& alias : other.aliases)
        if (std::find(kept.aliases.begin(), kept.aliases.end(), alias) == kept.aliases.end())
            kept.aliases.push_back(alias);
}

// 豊能町 for 豊能郡豊能町: lists write both.
std::u32string name_without_district(const PlaceRow& place) {
    auto name = fold_name(place.name);
    const auto district = place.kind == "city" ? name.find(U'郡', 1) : name.npos;
    return district == name.npos ? name : name.substr(district + 1);
}

bool may_repeat(const PlaceRow& place) { return place.kind == "station" || place.kind == "city"; }

std::vector<places::Town> towns_of(const std::vector<PlaceRow>& rows) {
    std::vector<places::Town> towns;
    for (const auto& row : rows) {
        if (row.kind == "town") towns.push_back({row.prefecture, row.city, row.name, row.label, row.position});
        if (row.kind == "chome") towns.push_back({row.prefecture, row.city, row.name, "", row.position});
    }
    return towns;
}

std::vector<SpatialIndex::Entry> stations_of(const std::vector<PlaceRow>& rows) {
    std::vector<SpatialIndex::Entry> entries;
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        if (rows[row].kind == "station") entries.push_back({unit_vector(rows[row].position), row});
    return entries;
}

// 5300001 of 〒530-0001; empty when the text is no postal code.
std::string postal_digits(std::string_view text) {
    std::string digits;
    for (const char32_t letter : fold_name(text)) {
        if (letter >= U'0' && letter <= U'9') digits += static_cast<char>(letter);
        else if (letter != U'ー' && letter != U'〒') return {};
    }
    return digits.size() == kPostalDigits ? digits : std::string();
}

}  // namespace

std::vector<PlaceRow> without_repeats(std::vector<PlaceRow> places) {
    std::map<std::pair<std::string, std::u32string>, std::vector<std::size_t>> kept_of_name;
    std::vector<bool> repeated(places.size(), false);
    for (std::size_t index = 0; index < places.size(); ++index) {
        auto& place = places[index];
        if (!may_repeat(place)) continue;
        auto& named = kept_of_name[{place.kind, name_without_district(place)}];
        const auto same =
            std::find_if(named.begin(), named.end(), [&](std::size_t other) { return is_same(places[other], place); });
        if (same == named.end()) {
            named.push_back(index);
            continue;
        }
        merge(places[*same], place);
        repeated[index] = true;
    }
    std::vector<PlaceRow> kept;
    kept.reserve(places.size());
    for (std::size_t index = 0; index < places.size(); ++index)
        if (!repeated[index]) kept.push_back(std::move(places[index]));
    return kept;
}

PlaceIndex::PlaceIndex(const std::vector<PlaceRow>& places, const std::vector<ShopRow>& shops,
                       std::vector<places::Area> areas)
    : places_(places),
      gazetteer_(places),
      address_book_(towns_of(places)),
      areas_(std::move(areas)),
      stations_(stations_of(places)) {
    for (const auto& place : places_) add_postal_code(place.postal_code, place.position);
    for (const auto& shop : shops)
        if (shop.position) add_postal_code(shop.postal_code, *shop.position);
}

void PlaceIndex::add_postal_code(const std::string& code, Position position) {
    const auto digits = postal_digits(code);
    if (digits.empty()) return;
    auto& middle = postal_codes_[digits];
    middle.lat += position.lat;
    middle.lng += position.lng;
    ++middle.count;
}

std::vector<PlaceIndex::NearPlace> PlaceIndex::nearest_stations(Position position, std::size_t count,
                                                                double longest_m) const {
    std::vector<NearPlace> stations;
    if (!is_valid(position)) return stations;
    for (const auto& near : stations_.nearest(unit_vector(position), count, {})) {
        const double metres = metres_of(near.squared_chord);
        if (metres <= longest_m) stations.push_back({&places_[near.shop], std::llround(metres)});
    }
    return stations;
}

std::optional<PlaceIndex::PostalPlace> PlaceIndex::with_postal_code(std::string_view text) const {
    const auto digits = postal_digits(text);
    const auto found = digits.empty() ? postal_codes_.end() : postal_codes_.find(digits);
    if (found == postal_codes_.end()) return std::nullopt;
    const auto& middle = found->second;
    return PostalPlace{digits.substr(0, 3) + "-" + digits.substr(3),
                       {middle.lat / middle.count, middle.lng / middle.count}};
}

std::optional<PlaceRow> PlaceIndex::at_address(std::string_view text) const {
    if (address_book_.empty()) return std::nullopt;
    const auto address = places::read_address(address_book_, text);
    const bool is_known = address.level >= places::AddressLevel::town && address.position;
    if (!is_known || !address.rest.empty()) return std::nullopt;
    PlaceRow place;
    place.name = address.municipality + address.town + address.koaza + address.chome_text;
    if (!address.block.empty()) place.name += address.block;
    place.kind = "address";
    place.city = address.municipality;
    place.prefecture = address.prefecture;
    place.position = *address.position;
    return place;
}

}  // namespace hub::catalog
