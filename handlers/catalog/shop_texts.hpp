#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/code_list.hpp"

namespace hub::catalog {

// Every shop's rendered JSON in one block of memory, in the order of the Z-order curve (Morton, 1966) over their
// positions: what a nearby search answers lies together, so that reading it waits for memory a few times and not once
// a shop. Shops without a position come last. Immutable.
class ShopTexts {
public:
    ShopTexts(const std::vector<ShopRow>& shops, const CodeList& codes);

    // open_shop_json() of the shop at this place in `shops`; lives as long as this object.
    std::string_view of(std::size_t shop) const {
        const auto [begin, size] = spans_[shop];
        return {block_.data() + begin, size};
    }

private:
    struct Span {
        std::size_t begin;
        std::size_t size;
    };

    std::string block_;
    std::vector<Span> spans_;  // by shop
};

}  // namespace hub::catalog
