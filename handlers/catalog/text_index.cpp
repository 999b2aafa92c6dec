#include "handlers/catalog/text_index.hpp"

#include <algorithm>
#include <unordered_map>

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

constexpr char32_t kFieldEnd = U'\n';

std::uint64_t pair_of(char32_t first, char32_t second) { return (std::uint64_t{first} << 32) | second; }

// Every character is the first of a pair: the last one of a field pairs with the line feed.
std::u32string folded_fields(std::string_view text) {
    std::u32string folded;
    while (true) {
        const auto end = text.find('\n');
        folded += fold_name(text.substr(0, end));
        folded += kFieldEnd;
        if (end == std::string_view::npos) return folded;
        text.remove_prefix(end + 1);
    }
}

// The postings of one pair while the index is built.
struct Growing {
    std::string bytes;
    std::uint32_t last = 0;
    bool empty = true;

    void add(std::uint32_t shop) {
        if (!empty && shop == last) return;
        auto difference = shop - last;
        for (; difference >= 0x80; difference >>= 7) bytes += static_cast<char>(0x80 | (difference & 0x7F));
        bytes += static_cast<char>(difference);
        last = shop;
        empty = false;
    }
};

std::vector<std::u32string> terms_of(std::string_view query) {
    std::vector<std::u32string> terms(1);
    for (const char32_t character : fold(query)) {
        if (character == U' ') terms.emplace_back();
        else if (character != U'・') terms.back() += character;
    }
    std::erase_if(terms, [](const std::u32string& term) { return term.empty(); });
    return terms;
}

}  // namespace

TextIndex::TextIndex(const std::vector<std::string>& texts) {
    std::unordered_map<std::uint64_t, Growing> growing;
    texts_.reserve(texts.size());
    for (std::uint32_t shop = 0; shop < texts.size(); ++shop) {
        const auto folded = folded_fields(texts[shop]);
        for (std::size_t at = 0; at + 1 < folded.size(); ++at)
            if (folded[at] != kFieldEnd) growing[pair_of(folded[at], folded[at + 1])].add(shop);
        texts_.push_back(to_utf8(folded));
    }
    keys_.reserve(growing.size());
    for (const auto& [key, postings] : growing) keys_.push_back(key);
    std::sort(keys_.begin(), keys_.end());
    starts_.reserve(keys_.size() + 1);
    for (const auto key : keys_) {
        starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
        postings_ += growing[key].bytes;
    }
    starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
    postings_.shrink_to_fit();
}

ShopSet TextIndex::find(std::string_view query) const {
    ShopSet found(texts_.size());
    for (std::uint32_t shop = 0; shop < texts_.size(); ++shop) found.add(shop);
    for (const auto& term : terms_of(query)) find_term(term, found);
    return found;
}

void TextIndex::find_term(const std::u32string& term, ShopSet& found) const {
    if (term.size() == 1) {
        ShopSet having(texts_.size());
        auto key = std::lower_bound(keys_.begin(), keys_.end(), pair_of(term[0], 0));
        for (; key != keys_.end() && *key < pair_of(term[0] + 1, 0); ++key)
            add_postings(static_cast<std::size_t>(key - keys_.begin()), having);
        found &= having;
        return;
    }
    for (std::size_t at = 0; at + 1 < term.size(); ++at) {
        ShopSet having(texts_.size());
        const auto key = std::lower_bound(keys_.begin(), keys_.end(), pair_of(term[at], term[at + 1]));
        if (key != keys_.end() && *key == pair_of(term[at], term[at + 1]))
            add_postings(static_cast<std::size_t>(key - keys_.begin()), having);
        found &= having;
    }
    if (term.size() == 2) return;
    // The pairs may stand in different places of the text.
    const auto needle = to_utf8(term);
    ShopSet verified(texts_.size());
    found.for_each([&](std::uint32_t shop) {
        if (texts_[shop].find(needle) != std::string::npos) verified.add(shop);
    });
    found = std::move(verified);
}

void TextIndex::add_postings(std::size_t key, ShopSet& found) const {
    std::uint32_t shop = 0;
    for (std::size_t at = starts_[key]; at < starts_[key + 1];) {
        std::uint32_t difference = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(postings_[at++]);
            difference |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) break;
        }
        shop += difference;
        found.add(shop);
    }
}

}  // namespace hub::catalog
