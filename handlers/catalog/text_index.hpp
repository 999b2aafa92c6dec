#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/shop_set.hpp"

namespace hub::catalog {

// Full-text search over folded texts: pairs of neighbouring characters lead to candidates, the text itself decides.
// Japanese has no blanks between words, so a term is found anywhere inside a field. Immutable.
class TextIndex {
public:
    // One text per shop, by index; the fields of a text are separated by line feeds, which no term can contain.
    explicit TextIndex(const std::vector<std::string>& texts);

    // The shops whose text holds every term of `query` (terms are separated by blanks); all shops when it has none.
    ShopSet find(std::string_view query) const;

private:
    void find_term(const std::u32string& term, ShopSet& found) const;
    void add_postings(std::size_t key, ShopSet& found) const;

    std::vector<std::string> texts_;     // folded
    std::vector<std::uint64_t> keys_;    // character pairs, ascending
    std::vector<std::uint32_t> starts_;  // of each key's postings; one more than keys
    std::string postings_;               // shops, ascending, as variable-length differences
};

}  // namespace hub::catalog
