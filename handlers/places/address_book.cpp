#include "handlers/places/address_book.hpp"

#include <algorithm>

#include "handlers/places/address_letters.hpp"
#include "handlers/places/town_name.hpp"

namespace hub::places {
namespace {

constexpr std::u32string_view kOaza = U"大字";
constexpr std::size_t kShortestLooseName = 2;
constexpr std::size_t kMostNames = 64;  // municipalities of one name: no city has more wards

std::u32string without_oaza(std::u32string name) { return name.starts_with(kOaza) ? name.substr(2) : name; }

// Where 堺市 ends in 堺市堺区; npos when the name has no ward.
std::size_t end_of_city(std::u32string_view name) {
    const auto city = name.find(U'市', 1);
    return city == name.npos || city + 1 == name.size() || name.back() != U'区' ? name.npos : city + 1;
}

// Where 豊能郡 ends in 豊能郡豊能町; 0 when there is no district.
std::size_t end_of_district(std::u32string_view name) {
    const auto district = name.find(U'郡', 1);
    return district == name.npos || district + 1 == name.size() ? 0 : district + 1;
}

// A name without what is most often left out or put in.
std::u32string loose(std::u32string name) {
    std::erase_if(name, [](char32_t letter) { return letter == U'町' || letter == U'ノ'; });
    return name;
}

}  // namespace

AddressBook::AddressBook(const std::vector<Town>& towns) {
    std::unordered_map<std::u32string, std::uint32_t> known;
    for (const auto& town : towns) add(town, known);
    for (auto& entry : entries_) finish(entry);
}

std::uint32_t AddressBook::municipality_index(const Town& town) {
    for (auto index = municipalities_.size(); index-- > 0;)
        if (municipalities_[index].name == town.municipality && municipalities_[index].prefecture == town.prefecture)
            return static_cast<std::uint32_t>(index);
    municipalities_.push_back({town.prefecture, town.municipality});
    const auto index = static_cast<std::uint32_t>(municipalities_.size() - 1);
    add_names_of_municipality(index);
    return index;
}

void AddressBook::add_names_of_municipality(std::uint32_t index) {
    const auto full = tidy_letters(municipalities_[index].name);
    std::vector<std::u32string> names{full};
    if (const auto district = end_of_district(full); district > 0) names.push_back(full.substr(district));
    if (const auto city = end_of_city(full); city != full.npos) {
        names.push_back(full.substr(0, city));
        names.push_back(full.substr(city));
    }
    for (const auto& name : names) {
        auto& indices = municipalities_by_name_[compared(name)];
        if (indices.size() < kMostNames) indices.push_back(index);
        longest_municipality_ = std::max(longest_municipality_, name.size());
    }
}

void AddressBook::add(const Town& town, std::unordered_map<std::u32string, std::uint32_t>& known) {
    const auto index = municipality_index(town);
    auto split = split_town_name(without_oaza(tidy_letters(town.name)));
    const auto key = compared(split.base);
    const auto [found, is_new] = known.emplace(std::u32string(1, static_cast<char32_t>(index)) + key,
                                               static_cast<std::uint32_t>(entries_.size()));
    if (is_new) {
        entries_.emplace_back();
        entries_.back().municipality = index;
        entries_.back().name = to_utf8(split.base);
        entries_by_name_[key].push_back(found->second);
        entries_by_loose_name_[loose(key)].push_back(found->second);
        longest_town_ = std::max(longest_town_, key.size());
    }
    auto& entry = entries_[found->second];
    if (split.chome > 0) {
        entry.chome.push_back({split.chome, to_utf8(split.unit), town.position});
    } else if (!town.koaza.empty()) {
        entry.koaza.push_back({compared(tidy_letters(town.koaza)), town.koaza, town.position});
    } else {
        entry.whole = true;
        if (town.position) entry.position = town.position;
    }
}

void AddressBook::finish(Entry& entry) {
    std::sort(entry.chome.begin(), entry.chome.end(),
              [](const Chome& a, const Chome& b) { return a.number < b.number; });
    std::stable_sort(entry.koaza.begin(), entry.koaza.end(),
                     [](const Koaza& a, const Koaza& b) { return a.key.size() > b.key.size(); });
    if (entry.position) return;
    Position sum;
    int count = 0;
    const auto take = [&](const std::optional<Position>& position) {
        if (!position) return;
        sum.lat += position->lat;
        sum.lng += position->lng;
        ++count;
    };
    for (const auto& chome : entry.chome) take(chome.position);
    for (const auto& koaza : entry.koaza) take(koaza.position);
    if (count > 0) entry.position = Position{sum.lat / count, sum.lng / count};
}

bool AddressBook::has_prefecture(std::string_view name) const {
    return std::any_of(municipalities_.begin(), municipalities_.end(),
                       [name](const Municipality& one) { return one.prefecture == name; });
}

AddressBook::Municipalities AddressBook::municipality_at(std::u32string_view letters) const {
    for (auto length = std::min(longest_municipality_, letters.size()); length > 0; --length) {
        const auto found = municipalities_by_name_.find(std::u32string(letters.substr(0, length)));
        if (found != municipalities_by_name_.end()) return {length, found->second};
    }
    return {};
}

std::vector<const AddressBook::Entry*> AddressBook::entries_of(const Index& index, const std::u32string& name,
                                                               const std::vector<std::uint32_t>& municipalities) const {
    std::vector<const Entry*> entries;
    const auto found = index.find(name);
    if (found == index.end()) return entries;
    for (const auto entry : found->second) {
        const auto of = entries_[entry].municipality;
        if (municipalities.empty() ||
            std::find(municipalities.begin(), municipalities.end(), of) != municipalities.end())
            entries.push_back(&entries_[entry]);
    }
    return entries;
}

AddressBook::Towns AddressBook::town_at(std::u32string_view letters, const std::vector<std::uint32_t>& municipalities,
                                        std::size_t longest) const {
    for (auto length = std::min({longest_town_, letters.size(), longest}); length > 0; --length) {
        auto entries = entries_of(entries_by_name_, std::u32string(letters.substr(0, length)), municipalities);
        if (!entries.empty()) return {length, std::move(entries)};
    }
    return {};
}

AddressBook::Towns AddressBook::town_spelled_otherwise_at(std::u32string_view letters,
                                                          const std::vector<std::uint32_t>& municipalities) const {
    for (auto length = std::min(longest_town_ + 1, letters.size()); length > 1; --length) {
        if (length == letters.size() || !(is_digit(letters[length]) || is_numeral(letters[length]))) continue;
        const auto name = loose(std::u32string(letters.substr(0, length)));
        if (name.size() < kShortestLooseName) continue;
        auto entries = entries_of(entries_by_loose_name_, name, municipalities);
        if (!entries.empty()) return {length, std::move(entries)};
    }
    return {};
}

}  // namespace hub::places
