#include "connectors/dialogflow/design/entity_values.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/place_names.hpp"

namespace hub::dialogflow::design {
namespace {

constexpr std::size_t kShortestName = 2;
constexpr std::size_t kShortestReading = 3;

// Names of one kind of area, with the readings of their last syllables.
struct Ending {
    std::string_view name;
    std::string_view reading;
};
constexpr std::array<Ending, 6> kAreaEndings = {
    {{"市", "し"}, {"区", "く"}, {"町", "ちょう"}, {"町", "まち"}, {"村", "むら"}, {"村", "そん"}}};

// Collects entries; a value that comes again gets the new synonyms.
class Collector {
public:
    explicit Collector(const EntityLimits& limits) : limits_(limits) {}

    void add(std::string_view value, std::initializer_list<std::string_view> synonyms) {
        const auto length = catalog::count_code_points(value);
        if (length < kShortestName || length > limits_.value_length) return;
        const auto found = entries_.find(value);
        if (found == entries_.end() && entries_.size() >= limits_.entries) {
            ++left_out_;
            return;
        }
        auto& known = found == entries_.end() ? entries_[std::string(value)] : found->second;
        note(known, value);
        for (const auto synonym : synonyms)
            if (catalog::count_code_points(synonym) >= kShortestReading) note(known, synonym);
    }

    // What else people call a value that has been added: also of two letters (関空).
    void add_alias(std::string_view value, std::string_view alias) {
        const auto found = entries_.find(value);
        if (found != entries_.end() && catalog::count_code_points(alias) >= kShortestName) note(found->second, alias);
    }

    EntityValues take() {
        EntityValues values{{}, left_out_};
        for (auto& [value, synonyms] : entries_) {
            std::sort(synonyms.begin(), synonyms.end());
            values.entries.push_back({value, std::move(synonyms)});
        }
        return values;
    }

private:
    void note(std::vector<std::string>& synonyms, std::string_view synonym) const {
        if (synonym.empty() || synonyms.size() >= limits_.synonyms ||
            catalog::count_code_points(synonym) > limits_.value_length)
            return;
        if (std::find(synonyms.begin(), synonyms.end(), synonym) == synonyms.end()) synonyms.emplace_back(synonym);
    }

    const EntityLimits& limits_;
    std::map<std::string, std::vector<std::string>, std::less<>> entries_;
    std::size_t left_out_ = 0;
};

void add_station(Collector& collector, const catalog::PlaceRow& place) {
    const bool is_bare = !place.name.ends_with("駅");
    const auto reading = place.name_kana.empty() || !is_bare ? place.name_kana : place.name_kana + "えき";
    collector.add(is_bare ? place.name + "駅" : place.name, {reading});
    if (is_bare) collector.add(place.name, {place.name_kana});
}

void add_area(Collector& collector, const catalog::PlaceRow& place) {
    collector.add(place.name, {place.name_kana});
    for (const auto& ending : kAreaEndings) {
        if (!place.name.ends_with(ending.name)) continue;
        if (!place.name_kana.empty() && !place.name_kana.ends_with(ending.reading)) continue;
        const std::string_view name(place.name);
        const std::string_view reading(place.name_kana);
        collector.add(name.substr(0, name.size() - ending.name.size()),
                      {reading.substr(0, reading.size() - std::min(reading.size(), ending.reading.size()))});
        return;
    }
}

std::string without_blanks(std::string_view name) {
    std::string text(name);
    for (const std::string_view blank : {" ", "　"})
        for (auto at = text.find(blank); at != std::string::npos; at = text.find(blank, at))
            text.erase(at, blank.size());
    return text;
}

std::string_view without_brackets(std::string_view name) {
    for (const std::string_view bracket : {"（", "(", "【", "〔"})
        if (const auto at = name.find(bracket); at != std::string_view::npos && at > 0) name = name.substr(0, at);
    while (name.ends_with(' ')) name.remove_suffix(1);
    return name;
}

std::size_t bytes_of(const EntityEntry& entry) {
    std::size_t bytes = entry.value.size() + 32;
    for (const auto& synonym : entry.synonyms) bytes += synonym.size() + 3;
    return bytes;
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
}

}  // namespace

EntityValues place_values(const std::vector<catalog::PlaceRow>& places, const EntityLimits& limits) {
    std::vector<const catalog::PlaceRow*> by_weight;
    for (const auto& place : places) by_weight.push_back(&place);
    std::stable_sort(by_weight.begin(), by_weight.end(), [](const auto* left, const auto* right) {
        return left->weight != right->weight ? left->weight > right->weight : left->name < right->name;
    });
    Collector collector(limits);
    for (const auto* place : by_weight) {
        if (!catalog::is_said_alone(*place)) continue;
        if (place->kind == "station") add_station(collector, *place);
        else if (place->kind == "city") add_area(collector, *place);
        else collector.add(place->name, {place->name_kana});
        for (const auto& alias : place->aliases) collector.add_alias(place->name, alias);
    }
    return collector.take();
}

EntityValues shop_values(const std::vector<catalog::ShopRow>& shops, const EntityLimits& limits) {
    Collector collector(limits);
    for (const auto& shop : shops)
        collector.add(shop.name, {shop.name_kana, without_blanks(shop.name), without_brackets(shop.name)});
    return collector.take();
}

EntityChanges changes_between(const std::vector<EntityEntry>& wanted, const std::vector<EntityEntry>& present) {
    std::map<std::string_view, const EntityEntry*> by_value;
    for (const auto& entry : present) by_value.emplace(entry.value, &entry);
    EntityChanges changes;
    for (const auto& entry : wanted) {
        const auto found = by_value.find(entry.value);
        if (found == by_value.end()) changes.added.push_back(entry);
        else if (sorted(found->second->synonyms) != sorted(entry.synonyms)) changes.changed.push_back(entry);
        if (found != by_value.end()) by_value.erase(found);
    }
    for (const auto& [value, entry] : by_value) changes.removed.emplace_back(value);
    return changes;
}

std::vector<std::vector<EntityEntry>> in_chunks(std::vector<EntityEntry> entries, std::size_t most_entries,
                                                std::size_t most_bytes) {
    std::vector<std::vector<EntityEntry>> chunks;
    std::size_t bytes = 0;
    for (auto& entry : entries) {
        const auto more = bytes_of(entry);
        if (chunks.empty() || chunks.back().size() >= most_entries || bytes + more > most_bytes) {
            chunks.emplace_back();
            bytes = 0;
        }
        bytes += more;
        chunks.back().push_back(std::move(entry));
    }
    return chunks;
}

}  // namespace hub::dialogflow::design
