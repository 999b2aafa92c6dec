#include "connectors/local_agent/catalog_values.hpp"

#include "handlers/catalog/place_names.hpp"

namespace hub::local_agent {
namespace {

constexpr std::size_t kMostValues = 200'000;  // of an entity; more are no names that anybody says

bool ends_with_letters(const std::string& text, std::string_view letters) {
    return text.size() > letters.size() && text.ends_with(letters);
}

std::string without_bracket(const std::string& name) {
    const auto bracket = std::min(name.find('('), name.find("（"));
    return bracket == std::string::npos || bracket == 0 ? name : name.substr(0, bracket);
}

void add_station(const std::string& name, const std::string& reading, EntityEntry& entry) {
    static const std::string kStation = "駅";
    if (ends_with_letters(name, kStation)) {
        const auto bare = name.substr(0, name.size() - kStation.size());
        if (bare.size() > 3) entry.synonyms.push_back(bare);  // one letter alone is a word, not a station
    } else {
        entry.synonyms.push_back(name + kStation);
        if (name.size() > 3) entry.synonyms.push_back(name);
    }
    if (reading.empty()) return;
    entry.synonyms.push_back(reading);
    if (!ends_with_letters(reading, "えき")) entry.synonyms.push_back(reading + "えき");
}

void add_municipality(const std::string& name, const std::string& reading, EntityEntry& entry) {
    entry.synonyms.push_back(name);
    if (!reading.empty()) entry.synonyms.push_back(reading);
    // A city of one letter (堺市) is called by it; a town or village of one letter is not.
    for (const std::string_view suffix : {"市", "区", "町", "村", "府", "県", "都"}) {
        if (!ends_with_letters(name, suffix)) continue;
        const auto bare = name.substr(0, name.size() - suffix.size());
        if (bare.size() > 3 || suffix == "市") entry.synonyms.push_back(bare);
    }
    for (const std::string_view suffix : {"し", "く", "ちょう", "まち"})
        if (ends_with_letters(reading, suffix) && reading.size() > suffix.size() + 6)
            entry.synonyms.push_back(reading.substr(0, reading.size() - suffix.size()));
    // 大阪市北区 is called 北区 where one is in 大阪.
    const auto city = name.find("市");
    if (city != std::string::npos && ends_with_letters(name, "区") && city + 6 < name.size())
        entry.synonyms.push_back(name.substr(city + 3));
}

}  // namespace

Entity place_values(const std::vector<catalog::PlaceRow>& places) {
    Entity entity{"place", {}, true};
    for (const auto& place : places) {
        if (entity.entries.size() == kMostValues) break;
        if (!catalog::is_said_alone(place)) continue;
        EntityEntry entry{place.name, {}};
        const auto name = without_bracket(place.name);
        if (place.kind == "station") {
            add_station(name, place.name_kana, entry);
        } else if (place.kind == "city") {
            add_municipality(name, place.name_kana, entry);
        } else {
            if (name.size() > 3) entry.synonyms.push_back(name);
            if (place.name_kana.size() > 9) entry.synonyms.push_back(place.name_kana);
        }
        for (const auto& alias : place.aliases)
            if (alias.size() > 3) entry.synonyms.push_back(alias);
        entity.entries.push_back(std::move(entry));
    }
    return entity;
}

Entity shop_values(const std::vector<catalog::ShopRow>& shops) {
    Entity entity{"shop", {}, true};
    for (const auto& shop : shops) {
        if (entity.entries.size() == kMostValues) break;
        EntityEntry entry{shop.name, {shop.name}};
        if (shop.name_kana.size() > 9) entry.synonyms.push_back(shop.name_kana);
        entity.entries.push_back(std::move(entry));
    }
    return entity;
}

std::vector<Entity> catalog_values(const catalog::Snapshot& snapshot) {
    return {place_values(snapshot.place_rows()), shop_values(snapshot.shops())};
}

}  // namespace hub::local_agent
