#include "connectors/passport_db/places/town_list.hpp"

#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "handlers/catalog/folding.hpp"
#include "handlers/places/address_letters.hpp"
#include "handlers/places/town_name.hpp"
#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

constexpr int kTownWeight = -10;  // a station or a municipality of the same name is meant before
// Characters of the columns.
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestLabel = 50;
constexpr std::size_t kLongestCity = 50;
constexpr std::size_t kLongestPrefecture = 10;
constexpr std::size_t kLongestKey = 200;
constexpr std::size_t kMostTowns = 20'000;  // of a municipality; the largest have some hundred
constexpr json::Limits kLimits{8, 16 * 1024 * 1024};

struct Entry {
    int number = 0;
    std::string name;
    std::string koaza;
    std::string base;  // without 丁目
    bool is_chome = false;
    std::optional<catalog::Position> position;
};

std::optional<catalog::Position> read_position(const json::Value& row) {
    const auto lat = row.number("lat");
    const auto lng = row.number("lng");
    if (!lat || !lng || !(std::abs(*lat) <= 90) || !(std::abs(*lng) <= 180)) return std::nullopt;
    return catalog::Position{*lat, *lng};
}

// The middle of the positions that are known, by town.
class Middles {
public:
    void add(const std::string& town, const std::optional<catalog::Position>& position) {
        if (!position) return;
        auto& sum = sums_[town];
        sum.lat += position->lat;
        sum.lng += position->lng;
        ++sum.count;
    }
    std::optional<catalog::Position> of(const std::string& town) const {
        const auto found = sums_.find(town);
        if (found == sums_.end()) return std::nullopt;
        return catalog::Position{found->second.lat / found->second.count, found->second.lng / found->second.count};
    }

private:
    struct Sum {
        double lat = 0;
        double lng = 0;
        int count = 0;
    };
    std::map<std::string, Sum> sums_;
};

// Appends what can be used; what cannot is left out with its reason.
void read_entries(const json::Value& rows, std::vector<Entry>& entries, std::vector<LeftOut>& left_out) {
    int number = 0;
    for (const auto& row : rows.elements()) {
        ++number;
        Entry entry;
        entry.number = number;
        entry.name = row.string("town").value_or("");
        entry.koaza = row.string("koaza").value_or("");
        if (entry.name.empty()) {
            left_out.push_back({number, entry.name, "町の名前（town）がありません。"});
            continue;
        }
        const auto split = places::split_town_name(places::tidy_letters(entry.name));
        entry.base = places::to_utf8(split.base);
        entry.is_chome = split.chome > 0;
        entry.position = read_position(row);
        entries.push_back(std::move(entry));
    }
}

PlaceRecord place_of(const TownFile& file, const std::string& kind, const std::string& name, const std::string& koaza,
                     catalog::Position position) {
    PlaceRecord place;
    place.source_key =
        file.prefecture + "/" + file.municipality + "/" + kind + "/" + name + (koaza.empty() ? "" : "/" + koaza);
    place.name = name;
    place.kind = kind;
    place.city = file.municipality;
    place.prefecture = file.prefecture;
    place.label = koaza;
    place.position = position;
    place.weight = kTownWeight;
    return place;
}

bool fits(const PlaceRecord& place) {
    const auto length = &catalog::count_code_points;
    return length(place.name) <= kLongestName && length(place.label) <= kLongestLabel &&
           length(place.city) <= kLongestCity && length(place.prefecture) <= kLongestPrefecture &&
           length(place.source_key) <= kLongestKey;
}

Result<void> add_towns(const TownFile& file, TownList& list) {
    const auto document = json::Document::parse(file.text, kLimits);
    if (!document || !document->root().is_array() || document->root().size() > kMostTowns)
        return Error{ErrorKind::invalid, "towns.json",
                     "the list of " + file.municipality + " is no JSON array of at most 20,000 towns"};
    std::vector<Entry> entries;
    std::vector<LeftOut> left_out;
    read_entries(document->root(), entries, left_out);
    Middles middles;
    for (const auto& entry : entries) middles.add(entry.base, entry.position);
    std::set<std::string> keys;
    std::set<std::string> divided;
    const auto add = [&](PlaceRecord place) {
        if (keys.insert(place.source_key).second) list.places.push_back(std::move(place));
    };
    for (const auto& entry : entries) {
        const auto position = entry.position ? entry.position : middles.of(entry.base);
        if (!position) {
            left_out.push_back(
                {entry.number, entry.name, "位置がありません。同じ町のほかの丁目にもないので取り込めません。"});
            continue;
        }
        auto place = place_of(file, entry.is_chome ? "chome" : "town", entry.name, entry.koaza, *position);
        if (!fits(place)) {
            left_out.push_back({entry.number, entry.name, "町、小字、市区町村のどれかの名前が長すぎます。"});
            continue;
        }
        add(std::move(place));
        if (entry.is_chome && divided.insert(entry.base).second)
            add(place_of(file, "divided_town", entry.base, "", *middles.of(entry.base)));
    }
    for (auto& one : left_out) one.what = file.municipality + one.what;
    list.left_out.insert(list.left_out.end(), left_out.begin(), left_out.end());
    return Result<void>::success();
}

}  // namespace

Result<TownList> read_towns(const std::vector<TownFile>& files) {
    TownList list;
    for (const auto& file : files) {
        const auto added = add_towns(file, list);
        if (!added) return added.error();
    }
    return list;
}

}  // namespace hub::passport_db
