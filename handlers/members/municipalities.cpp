#include "handlers/members/municipalities.hpp"

#include <unordered_map>

#include "handlers/catalog/folding.hpp"

namespace hub::members {
namespace {

using Names = std::unordered_map<std::u32string, std::string>;  // official names by their folded ones

// What stands before the first of `ends`, which is taken away with it.
std::string_view take_until(std::string_view& text, std::string_view ends) {
    const auto end = std::min(text.find_first_of(ends), text.size());
    const auto taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

void add(Names& names, std::string_view prefecture, const std::string& name) {
    names.emplace(catalog::fold_name(name), name);
    const auto whole = std::string(prefecture) + name;
    names.emplace(catalog::fold_name(whole), whole);
}

void add_municipality(Names& names, std::string_view prefecture, std::string_view text) {
    const std::string city(take_until(text, "("));
    add(names, prefecture, city);
    while (!text.empty()) add(names, prefecture, city + std::string(take_until(text, ",)")));
}

Names read_names() {
    Names names;
    auto rest = kMunicipalities;
    while (!rest.empty()) {
        auto line = take_until(rest, "\n");
        const auto prefecture = take_until(line, ":");
        while (!line.empty()) add_municipality(names, prefecture, take_until(line, " "));
    }
    return names;
}

// 豊能郡豊能町 is 豊能町, 大阪府豊能郡豊能町 is 大阪府豊能町; the text itself when no district stands in it.
std::u32string without_district(const std::u32string& name) {
    const auto district = name.find(U'郡');
    if (district == std::u32string::npos) return name;
    const auto prefecture = name.find_first_of(U"府県道");
    const auto kept = prefecture < district ? prefecture + 1 : 0;
    return name.substr(0, kept) + name.substr(district + 1);
}

}  // namespace

std::optional<std::string> municipality_of(std::string_view typed) {
    static const Names names = read_names();
    const auto name = catalog::fold_name(typed);
    for (const auto& wanted : {name, without_district(name)})
        if (const auto found = names.find(wanted); found != names.end()) return found->second;
    return std::nullopt;
}

}  // namespace hub::members
