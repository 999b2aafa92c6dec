#include "handlers/catalog/attribute_index.hpp"

#include <set>

namespace hub::catalog {

AttributeIndex::AttributeIndex(const std::vector<ShopRow>& shops)
    : none_(shops.size()), child_rearing_(shops.size()), marriage_(shops.size()) {
    constexpr std::string_view kCitySuffix = "市";
    const auto add = [&](Sets& sets, std::string_view key, std::uint32_t shop) {
        sets.try_emplace(std::string(key), shops.size()).first->second.add(shop);
    };
    std::set<std::string> names;
    for (std::uint32_t index = 0; index < shops.size(); ++index) {
        const auto& shop = shops[index];
        (shop.programme == Programme::marriage ? marriage_ : child_rearing_).add(index);
        for (const auto& genre : shop.genres) add(genres_, genre, index);
        for (const auto& benefit : shop.benefits) add(tokuten_, benefit.code, index);
        if (shop.city.empty()) continue;
        add(cities_, shop.city, index);
        names.insert(shop.city);
        const auto suffix = shop.city.find(kCitySuffix);
        const auto city_end = suffix == std::string::npos ? suffix : suffix + kCitySuffix.size();
        if (city_end < shop.city.size()) add(cities_, std::string_view(shop.city).substr(0, city_end), index);
    }
    city_names_.assign(names.begin(), names.end());
}

const ShopSet& AttributeIndex::of_programme(Programme programme) const {
    return programme == Programme::marriage ? marriage_ : child_rearing_;
}

const ShopSet& AttributeIndex::of(const Sets& sets, std::string_view key) const {
    const auto found = sets.find(key);
    return found == sets.end() ? none_ : found->second;
}

}  // namespace hub::catalog
