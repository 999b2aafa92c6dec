#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/shop_set.hpp"

namespace hub::catalog {

// Which shops have a genre, a kind of benefit, a city, a programme. Immutable.
class AttributeIndex {
public:
    explicit AttributeIndex(const std::vector<ShopRow>& shops);

    // An unknown code or city is one that no shop has. 大阪市 stands for its wards (大阪市北区) too.
    const ShopSet& with_genre(std::string_view code) const { return of(genres_, code); }
    const ShopSet& with_tokuten(std::string_view code) const { return of(tokuten_, code); }
    const ShopSet& in_city(std::string_view city) const { return of(cities_, city); }
    const ShopSet& of_programme(Programme programme) const;

    // The distinct cities of the shops in code point order, as the shops have them.
    const std::vector<std::string>& cities() const { return city_names_; }

private:
    using Sets = std::map<std::string, ShopSet, std::less<>>;
    const ShopSet& of(const Sets& sets, std::string_view key) const;

    ShopSet none_;
    ShopSet child_rearing_;
    ShopSet marriage_;
    Sets genres_;
    Sets tokuten_;
    Sets cities_;
    std::vector<std::string> city_names_;
};

}  // namespace hub::catalog
