#include "handlers/catalog/name_index.hpp"

#include <algorithm>

namespace hub::catalog {
namespace {

// The ends of a name count as characters, so that names of one letter have pairs too and beginnings weigh more.
std::vector<std::uint64_t> pairs_of(std::u32string_view name) {
    std::vector<std::uint64_t> pairs;
    char32_t before = U'\x02';
    for (const char32_t character : name) {
        pairs.push_back((std::uint64_t{before} << 32) | character);
        before = character;
    }
    pairs.push_back((std::uint64_t{before} << 32) | U'\x03');
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

}  // namespace

void NameIndex::add(std::u32string_view name, std::uint32_t item) {
    const auto pairs = pairs_of(name);
    const auto entry = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({item, static_cast<std::uint32_t>(pairs.size())});
    for (const auto pair : pairs) entries_of_pair_[pair].push_back(entry);
}

std::vector<NameIndex::Likeness> NameIndex::most_like(std::u32string_view name, std::size_t count,
                                                      double least) const {
    const auto pairs = pairs_of(name);
    std::unordered_map<std::uint32_t, std::uint32_t> shared;
    for (const auto pair : pairs) {
        const auto found = entries_of_pair_.find(pair);
        if (found == entries_of_pair_.end()) continue;
        for (const auto entry : found->second) ++shared[entry];
    }
    std::vector<std::pair<double, std::uint32_t>> scored;
    for (const auto& [entry, common] : shared) {
        const double score = 2.0 * common / static_cast<double>(pairs.size() + entries_[entry].pairs);
        if (score >= least) scored.emplace_back(-score, entry);
    }
    std::sort(scored.begin(), scored.end());
    std::vector<Likeness> best;
    for (const auto& [negative, entry] : scored) {
        const auto item = entries_[entry].item;
        const auto same = [item](const Likeness& one) { return one.item == item; };
        if (std::none_of(best.begin(), best.end(), same)) best.push_back({item, -negative});
        if (best.size() == count) break;
    }
    return best;
}

}  // namespace hub::catalog
