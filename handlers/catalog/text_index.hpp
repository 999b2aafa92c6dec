#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/shop_set.hpp"

namespace hub::catalog {

// Ascending numbers by key, as variable-length differences in one block of memory. Immutable.
class Postings {
public:
    class Builder;

    // The bytes the numbers of a key take: none when there is no such key.
    std::string_view of(std::uint32_t key) const;

private:
    std::vector<std::uint32_t> keys_;    // ascending
    std::vector<std::uint32_t> starts_;  // of each key's bytes; one more than keys
    std::string bytes_;
};

// Full-text search over folded texts: where pairs of neighbouring characters stand leads to candidates, the text itself
// decides. Japanese has no blanks between words, so a term is found anywhere inside a field. A term costs as many looks
// at the text as its rarest pair has occurrences. Immutable.
class TextIndex {
public:
    // One text per shop, by index; the fields of a text are separated by line feeds, which no term can contain. All
    // together less than 4 billion UTF-16 code units.
    explicit TextIndex(const std::vector<std::string>& texts);

    // The shops whose text holds every term of `query` (terms are separated by blanks); all shops when it has none.
    ShopSet find(std::string_view query) const;

private:
    // A term and the postings that lead to it with the least work.
    struct Lookup {
        std::u16string term;
        std::string_view postings;  // of its rarest pair; of the letter itself when it is one
        std::size_t offset = 0;     // of the pair inside the term
    };
    Lookup lookup(std::u16string term) const;
    void add_postings();
    ShopSet having(const Lookup& lookup, const ShopSet& only) const;
    bool stands_at(std::u16string_view term, std::size_t place) const;

    std::u16string letters_;             // folded texts, one behind the other, each field with its line feed
    std::vector<std::uint32_t> starts_;  // of each shop's text in letters_; one more than shops
    Postings shops_of_letter_;
    int offset_bits_ = 0;
    Postings places_of_pair_;  // the shop and, in its last offset_bits_ bits, where the pair stands in the shop's text
};

}  // namespace hub::catalog
