#include "handlers/catalog/gazetteer.hpp"

#include <algorithm>
#include <tuple>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/place_names.hpp"
#include "handlers/places/town_name.hpp"

namespace hub::catalog {
namespace {

constexpr std::u32string_view kStation = U"駅";
constexpr std::u32string_view kStationReading = U"えき";
constexpr std::size_t kShortestReading = 3;  // inside a sentence
constexpr std::size_t kShortestName = 2;
constexpr std::u32string_view kMetro = U"大阪めとろ";  // folded
constexpr std::u32string_view kUnderground = U"地下鉄";

bool is_station(const PlaceRow& place) { return place.kind == "station"; }

bool is_reading(std::u32string_view name) { return std::all_of(name.begin(), name.end(), is_kana); }

bool counts_inside_a_sentence(std::u32string_view name) {
    return name.size() >= (is_reading(name) ? kShortestReading : kShortestName);
}

// 大阪梅田(阪急電鉄) is also called 大阪梅田.
std::u32string_view without_bracket(std::u32string_view name) {
    const auto bracket = name.find(U'(');
    return bracket == std::u32string_view::npos || bracket == 0 ? name : name.substr(0, bracket);
}

bool is_municipality_suffix(char32_t letter) {
    return letter == U'市' || letter == U'区' || letter == U'町' || letter == U'村';
}

// 北区 of 堺市北区; empty when there is no city in front of a ward.
std::u32string_view ward_of(std::u32string_view city) {
    const auto end = city.find(U'市', 1);
    return end == city.npos || end + 1 == city.size() || city.back() != U'区' ? std::u32string_view()
                                                                              : city.substr(end + 1);
}

}  // namespace

Gazetteer::Gazetteer(const std::vector<PlaceRow>& places) : places_(places) {
    for (std::uint32_t place = 0; place < places_.size(); ++place) add_names_of(place);
    std::sort(aliases_.begin(), aliases_.end(), [this](const Alias& one, const Alias& other) {
        const auto letters = letters_of(one).compare(letters_of(other));
        return letters != 0 ? letters < 0 : std::tie(one.place, one.derived) < std::tie(other.place, other.derived);
    });
    const auto same = [this](const Alias& one, const Alias& other) {
        return one.place == other.place && letters_of(one) == letters_of(other);
    };
    aliases_.erase(std::unique(aliases_.begin(), aliases_.end(), same), aliases_.end());
}

void Gazetteer::add(std::u32string_view name, std::uint32_t place, bool derived) {
    if (name.empty()) return;
    aliases_.push_back({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(name.size()), place,
                        derived});
    letters_ += name;
}

void Gazetteer::add_names_of(std::uint32_t index) {
    const auto& place = places_[index];
    const auto full = fold_name(place.name);
    const auto reading = fold_name(place.name_kana);
    const std::u32string name(without_bracket(full));
    add(full, index, false);
    add(name, index, name != full);
    add(reading, index, true);
    for (const auto& alias : place.aliases) add(fold_name(alias), index, true);
    if (is_town(place)) return add_town(index, name);
    names_.add(full, index);
    if (!reading.empty()) names_.add(reading, index);
    for (const auto* other : {&place.city, &place.label})
        if (!other->empty()) add(name + U"(" + fold_name(*other) + U")", index, true);
    if (is_station(place)) add_station(index, name);
    if (place.kind == "city") add_municipality(index, name);
}

void Gazetteer::add_station(std::uint32_t index, const std::u32string& name) {
    const auto& place = places_[index];
    const auto reading = fold_name(place.name_kana);
    const auto operated_by = fold_name(place.label);
    const bool has_suffix = name.ends_with(kStation);
    const auto station = has_suffix ? name : name + std::u32string(kStation);
    if (!operated_by.empty()) {
        for (const auto& called : {operated_by, std::u32string(operated_by == kMetro ? kUnderground : U"")}) {
            if (called.empty()) continue;
            add(called + name, index, true);
            add(called + station, index, true);
        }
        add(station + U"(" + operated_by + U")", index, true);
    }
    if (has_suffix) return;
    add(station, index, false);
    add(station + U"前", index, true);
    if (!place.city.empty()) add(station + U"(" + fold_name(place.city) + U")", index, true);
    if (!reading.empty()) add(reading + std::u32string(kStationReading), index, true);
    names_.add(station, index);
}

void Gazetteer::add_municipality(std::uint32_t index, const std::u32string& name) {
    if (const auto ward = ward_of(name); !ward.empty()) {
        add(ward, index, true);
        return;
    }
    if (name.size() > kShortestName && is_municipality_suffix(name.back()))
        add(std::u32string_view(name).substr(0, name.size() - 1), index, true);
    if (const auto district = name.find(U'郡'); district != name.npos && district > 0)
        add(std::u32string_view(name).substr(district + 1), index, true);
}

// Also behind the city and behind the ward; a 丁目 in digits and in kanji, with and without 目 where the town writes
// 丁.
void Gazetteer::add_town(std::uint32_t index, const std::u32string& name) {
    const auto& place = places_[index];
    const auto city = fold_name(place.city);
    if (place.kind != "chome") {
        if (!city.empty()) add(city + name, index, true);
        const auto ward = ward_of(city);
        if (!ward.empty()) add(std::u32string(ward) + name, index, true);
        return;
    }
    const auto town = places::split_town_name(name);
    const auto digits = fold_name(std::to_string(town.chome));
    add(town.base + places::in_kanji(town.chome) + U"丁目", index, true);
    add(town.base + digits + U"丁目", index, true);
    if (town.unit == U"丁") add(town.base + digits + U"丁", index, true);
}

bool Gazetteer::any_counts_inside_a_sentence(std::size_t first, std::size_t last) const {
    const auto letters = letters_of(aliases_[first]);
    if (!counts_inside_a_sentence(letters)) return false;
    if (letters.size() >= kShortestTown) return true;
    return std::any_of(aliases_.begin() + static_cast<std::ptrdiff_t>(first),
                       aliases_.begin() + static_cast<std::ptrdiff_t>(last),
                       [this](const Alias& alias) { return !is_town(places_[alias.place]); });
}

Gazetteer::Match Gazetteer::to_match(std::size_t first, std::size_t last, std::size_t begin) const {
    std::vector<Alias> named(aliases_.begin() + static_cast<std::ptrdiff_t>(first),
                             aliases_.begin() + static_cast<std::ptrdiff_t>(last));
    std::sort(named.begin(), named.end(), [this](const Alias& one, const Alias& other) {
        const auto& a = places_[one.place];
        const auto& b = places_[other.place];
        return std::tie(b.weight, one.derived, a.name, a.city, a.place_id) <
               std::tie(a.weight, other.derived, b.name, b.city, b.place_id);
    });
    // A town beside a station of its name is not another place of that name: it lies around it, or nobody means it.
    const auto is_of_a_town = [this](const Alias& alias) { return is_town(places_[alias.place]); };
    if (!std::all_of(named.begin(), named.end(), is_of_a_town)) std::erase_if(named, is_of_a_town);
    Match match;
    for (const auto& alias : named) match.places.push_back(&places_[alias.place]);
    match.begin = begin;
    match.length = named.front().length;
    return match;
}

std::optional<Gazetteer::Match> Gazetteer::exactly(std::string_view name) const {
    const auto letters = fold_name(name);
    const auto first = std::lower_bound(aliases_.begin(), aliases_.end(), letters,
                                        [this](const Alias& alias, const std::u32string& wanted) {
                                            return letters_of(alias) < wanted;
                                        });
    auto last = first;
    while (last != aliases_.end() && letters_of(*last) == letters) ++last;
    if (first == last) return std::nullopt;
    return to_match(static_cast<std::size_t>(first - aliases_.begin()),
                    static_cast<std::size_t>(last - aliases_.begin()), 0);
}

std::optional<Gazetteer::Match> Gazetteer::longest_in(std::string_view text) const {
    const auto letters = fold_name(text);
    std::size_t best_first = 0, best_last = 0, best_begin = 0, best_length = 0;
    for (std::size_t begin = 0; begin + best_length < letters.size(); ++begin) {
        // Narrows the sorted names letter by letter, as a trie would.
        auto first = aliases_.begin();
        auto last = aliases_.end();
        for (std::size_t depth = 0; begin + depth < letters.size() && first != last; ++depth) {
            const char32_t wanted = letters[begin + depth];
            const auto letter_at = [&](const Alias& alias) { return letters_[alias.offset + depth]; };
            // What is not longer than `depth` sorts first; it has been looked at.
            first = std::partition_point(first, last, [&](const Alias& alias) { return alias.length <= depth; });
            first = std::partition_point(first, last, [&](const Alias& alias) { return letter_at(alias) < wanted; });
            last = std::partition_point(first, last, [&](const Alias& alias) { return letter_at(alias) == wanted; });
            const auto length = depth + 1;
            if (first == last || first->length != length || length <= best_length) continue;
            const auto end = std::partition_point(first, last,
                                                  [&](const Alias& alias) { return alias.length == length; });
            const auto begin_index = static_cast<std::size_t>(first - aliases_.begin());
            const auto end_index = static_cast<std::size_t>(end - aliases_.begin());
            if (!any_counts_inside_a_sentence(begin_index, end_index)) continue;
            best_first = begin_index;
            best_last = end_index;
            best_begin = begin;
            best_length = length;
        }
    }
    if (best_length == 0) return std::nullopt;
    return to_match(best_first, best_last, best_begin);
}

std::vector<std::string> Gazetteer::suggestions(std::string_view name, std::size_t count) const {
    constexpr double kLeastLikeness = 0.25;
    std::vector<std::string> found;
    for (const auto& like : names_.most_like(fold_name(name), count * 3, kLeastLikeness)) {
        auto display = display_name(places_[like.item]);
        if (std::find(found.begin(), found.end(), display) == found.end()) found.push_back(std::move(display));
        if (found.size() == count) break;
    }
    return found;
}

std::string Gazetteer::display_name(const PlaceRow& place) const {
    std::string name = place.name;
    const bool needs_suffix = is_station(place) && !fold_name(name).ends_with(kStation) &&
                              name.find('(') == std::string::npos && name.find("（") == std::string::npos;
    if (needs_suffix) name += "駅";
    const auto same = exactly(name);
    if (!same || same->places.size() < 2) return name;
    if (!place.label.empty()) return name + "（" + place.label + "）";
    if (same->places.front()->place_id == place.place_id || place.city.empty()) return name;
    return is_town(place) ? place.city + name : name + "（" + place.city + "）";
}

}  // namespace hub::catalog
