#include "connectors/passport_db/import/duplicates.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::passport_db {
namespace {

constexpr double kSamePlaceMetres = 30;
constexpr double kCellDegrees = 0.0005;
constexpr std::size_t kMostInACell = 100;  // a shopping centre; more are not compared with one another
constexpr double kSimilar = 0.6;
constexpr double kSimilarBeginning = 0.3;
constexpr std::size_t kShortestHeldName = 3;
constexpr std::size_t kLeastOfACity = 10;
constexpr double kOwnList = 0.8;  // of the positions of a list that is a municipality's own
constexpr int kFarKilometres = 30;

using Pairs = std::vector<std::u32string>;

Pairs pairs_of(const std::u32string& text) {
    Pairs pairs;
    for (std::size_t index = 0; index + 1 < text.size(); ++index) pairs.push_back(text.substr(index, 2));
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

// The share of pairs of characters that two texts have in common; 0 when one has none.
double likeness(const std::u32string& one, const std::u32string& other) {
    const auto first = pairs_of(one);
    const auto second = pairs_of(other);
    if (first.empty() || second.empty()) return 0;
    Pairs shared;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(shared));
    return 2.0 * static_cast<double>(shared.size()) / static_cast<double>(first.size() + second.size());
}

std::u32string without_company_form(std::u32string name) {
    for (const std::u32string_view form : {U"株式会社", U"有限会社", U"合同会社", U"合資会社", U"(株)", U"(有)"})
        if (const auto at = name.find(form); at != std::u32string::npos) name.erase(at, form.size());
    return name;
}

std::int64_t cell_of(double degrees) { return static_cast<std::int64_t>(std::floor(degrees / kCellDegrees)); }
std::int64_t cell_number(std::int64_t row, std::int64_t column) { return row * 1'000'000 + column; }

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

bool similar_names(std::string_view one, std::string_view other) {
    auto first = without_company_form(catalog::fold_name(one));
    auto second = without_company_form(catalog::fold_name(other));
    if (first == second) return true;
    const auto& shorter = first.size() < second.size() ? first : second;
    const auto& longer = first.size() < second.size() ? second : first;
    if (shorter.size() >= kShortestHeldName && longer.find(shorter) != std::u32string::npos) return true;
    if (likeness(first, second) < kSimilar) return false;
    // Shops of one shopping centre end in its name; what is before that must be alike as well.
    while (!first.empty() && !second.empty() && first.back() == second.back()) first.pop_back(), second.pop_back();
    return first.empty() || second.empty() || likeness(first, second) >= kSimilarBeginning;
}

void DuplicateFinder::add(const ListedThing& thing, const std::string& where) {
    const Known known{thing.name, where, thing.position.value_or(catalog::Position{})};
    if (!thing.mark.empty()) by_mark_.emplace(thing.mark, known);
    if (!thing.position) return;
    auto& cell = by_cell_[cell_number(cell_of(thing.position->lat), cell_of(thing.position->lng))];
    if (cell.size() < kMostInACell) cell.push_back(known);
}

std::string DuplicateFinder::sentence(const Known& known, const std::string& why) const {
    return known.where + "の「" + known.name + "」と" + why + "です";
}

std::optional<std::string> DuplicateFinder::find(const ListedThing& thing) const {
    if (!thing.mark.empty())
        if (const auto same = by_mark_.find(thing.mark); same != by_mark_.end())
            return sentence(same->second, same_mark_);
    if (!thing.position) return std::nullopt;
    const auto row = cell_of(thing.position->lat);
    const auto column = cell_of(thing.position->lng);
    for (auto above = row - 1; above <= row + 1; ++above) {
        for (auto beside = column - 1; beside <= column + 1; ++beside) {
            const auto cell = by_cell_.find(cell_number(above, beside));
            if (cell == by_cell_.end()) continue;
            for (const auto& known : cell->second)
                if (catalog::metres_between(known.position, *thing.position) <= kSamePlaceMetres &&
                    similar_names(known.name, thing.name))
                    return sentence(known, "場所が同じで、名前も似た登録");
        }
    }
    return std::nullopt;
}

std::vector<std::optional<int>> far_from_their_city(const std::vector<ListedThing>& things) {
    std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> degrees;
    std::size_t positions = 0;
    for (const auto& thing : things) {
        if (!thing.position) continue;
        ++positions;
        degrees[thing.city].first.push_back(thing.position->lat);
        degrees[thing.city].second.push_back(thing.position->lng);
    }
    std::vector<std::optional<int>> far(things.size());
    for (const auto& [city, of_city] : degrees) {
        const auto count = of_city.first.size();
        if (city.empty() || count < kLeastOfACity ||
            static_cast<double>(count) < kOwnList * static_cast<double>(positions))
            continue;
        const catalog::Position middle{median(of_city.first), median(of_city.second)};
        for (std::size_t index = 0; index < things.size(); ++index) {
            if (!things[index].position || things[index].city != city) continue;
            const auto kilometres = static_cast<int>(catalog::metres_between(middle, *things[index].position) / 1000);
            if (kilometres >= kFarKilometres) far[index] = kilometres;
        }
    }
    return far;
}

}  // namespace hub::passport_db
