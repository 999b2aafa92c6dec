#include "handlers/catalog/text_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_map>

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

constexpr char16_t kFieldEnd = u'\n';

std::uint32_t pair_of(char16_t first, char16_t second) { return (std::uint32_t{first} << 16) | second; }

void append(std::u16string& text, char32_t character) {
    if (character < 0x10000) {
        text += static_cast<char16_t>(character);
        return;
    }
    text += static_cast<char16_t>(0xD800 + ((character - 0x10000) >> 10));
    text += static_cast<char16_t>(0xDC00 + ((character - 0x10000) & 0x3FF));
}

void append_folded_fields(std::u16string& letters, std::string_view text) {
    while (true) {
        const auto end = text.find('\n');
        for (const char32_t character : fold_name(text.substr(0, end))) append(letters, character);
        letters += kFieldEnd;
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::u16string> terms_of(std::string_view query) {
    std::vector<std::u16string> terms(1);
    for (const char32_t character : fold(query)) {
        if (character == U' ') terms.emplace_back();
        else if (character != U'・') append(terms.back(), character);
    }
    std::erase_if(terms, [](const std::u16string& term) { return term.empty(); });
    return terms;
}

// Calls `visit` with every number of the postings of one key.
template <typename Visit>
void for_each_number(std::string_view bytes, Visit visit) {
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        std::uint64_t difference = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes[at++]);
            difference |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) break;
        }
        number += difference;
        visit(number);
    }
}

}  // namespace

class Postings::Builder {
public:
    // The numbers of a key in ascending order; the same again changes nothing.
    void add(std::uint32_t key, std::uint64_t number) {
        auto& growing = growing_[key];
        if (!growing.bytes.empty() && number == growing.last) return;
        auto difference = number - growing.last;
        for (; difference >= 0x80; difference >>= 7) growing.bytes += static_cast<char>(0x80 | (difference & 0x7F));
        growing.bytes += static_cast<char>(difference);
        growing.last = number;
    }

    Postings build() {
        Postings postings;
        postings.keys_.reserve(growing_.size());
        for (const auto& [key, growing] : growing_) postings.keys_.push_back(key);
        std::sort(postings.keys_.begin(), postings.keys_.end());
        postings.starts_.reserve(postings.keys_.size() + 1);
        for (const auto key : postings.keys_) {
            postings.starts_.push_back(static_cast<std::uint32_t>(postings.bytes_.size()));
            postings.bytes_ += growing_[key].bytes;
        }
        postings.starts_.push_back(static_cast<std::uint32_t>(postings.bytes_.size()));
        postings.bytes_.shrink_to_fit();
        return postings;
    }

private:
    struct Growing {
        std::string bytes;
        std::uint64_t last = 0;
    };
    std::unordered_map<std::uint32_t, Growing> growing_;
};

std::string_view Postings::of(std::uint32_t key) const {
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (found == keys_.end() || *found != key) return {};
    const auto index = static_cast<std::size_t>(found - keys_.begin());
    return std::string_view(bytes_).substr(starts_[index], starts_[index + 1] - starts_[index]);
}

TextIndex::TextIndex(const std::vector<std::string>& texts) {
    std::size_t longest = 0;
    starts_.reserve(texts.size() + 1);
    for (const auto& text : texts) {
        starts_.push_back(static_cast<std::uint32_t>(letters_.size()));
        append_folded_fields(letters_, text);
        longest = std::max(longest, letters_.size() - starts_.back());
    }
    starts_.push_back(static_cast<std::uint32_t>(letters_.size()));
    letters_.shrink_to_fit();
    offset_bits_ = std::bit_width(longest);
    add_postings();
}

void TextIndex::add_postings() {
    Postings::Builder shops;
    Postings::Builder places;
    for (std::uint32_t shop = 0; shop + 1 < starts_.size(); ++shop)
        for (auto at = starts_[shop]; at < starts_[shop + 1]; ++at) {
            if (letters_[at] == kFieldEnd) continue;
            shops.add(letters_[at], shop);
            places.add(pair_of(letters_[at], letters_[at + 1]),
                       (std::uint64_t{shop} << offset_bits_) | (at - starts_[shop]));
        }
    shops_of_letter_ = shops.build();
    places_of_pair_ = places.build();
}

TextIndex::Lookup TextIndex::lookup(std::u16string term) const {
    Lookup rarest;
    if (term.size() == 1) rarest.postings = shops_of_letter_.of(term.front());
    for (std::size_t at = 0; at + 1 < term.size(); ++at) {
        const auto places = places_of_pair_.of(pair_of(term[at], term[at + 1]));
        if (at > 0 && places.size() >= rarest.postings.size()) continue;
        rarest.postings = places;
        rarest.offset = at;
    }
    rarest.term = std::move(term);
    return rarest;
}

ShopSet TextIndex::find(std::string_view query) const {
    std::vector<Lookup> lookups;
    for (auto& term : terms_of(query)) lookups.push_back(lookup(std::move(term)));
    std::sort(lookups.begin(), lookups.end(),
              [](const Lookup& one, const Lookup& other) { return one.postings.size() < other.postings.size(); });
    ShopSet found(starts_.size() - 1);
    for (std::uint32_t shop = 0; shop + 1 < starts_.size(); ++shop) found.add(shop);
    for (const auto& each : lookups) found = having(each, found);
    return found;
}

bool TextIndex::stands_at(std::u16string_view term, std::size_t place) const {
    // memcmp, because the library compares UTF-16 texts letter by letter.
    return place + term.size() <= letters_.size() &&
           std::memcmp(letters_.data() + place, term.data(), term.size() * sizeof(char16_t)) == 0;
}

ShopSet TextIndex::having(const Lookup& lookup, const ShopSet& only) const {
    ShopSet found(starts_.size() - 1);
    const auto& term = lookup.term;
    if (term.size() == 1) {
        for_each_number(lookup.postings, [&](std::uint64_t shop) { found.add(static_cast<std::uint32_t>(shop)); });
        found &= only;
        return found;
    }
    const std::uint64_t offset_mask = (std::uint64_t{1} << offset_bits_) - 1;
    struct Candidate {
        std::uint32_t shop;
        std::uint32_t place;  // in letters_
    };
    const auto look_at = [&](const Candidate& candidate) {
        const auto [shop, place] = candidate;
        if (found.has(shop) || place < lookup.offset) return;
        // The rest of a longer term may be another one here.
        if (term.size() == 2 || stands_at(term, place - lookup.offset)) found.add(shop);
    };
    // The text of the next places comes from memory while those before are compared.
    std::array<Candidate, 32> next;
    std::size_t waiting = 0;
    for_each_number(lookup.postings, [&](std::uint64_t number) {
        const auto shop = static_cast<std::uint32_t>(number >> offset_bits_);
        const auto place = starts_[shop] + static_cast<std::uint32_t>(number & offset_mask);
        __builtin_prefetch(letters_.data() + place);
        next[waiting] = {shop, place};
        waiting += only.has(shop) ? 1 : 0;
        if (waiting < next.size()) return;
        std::for_each(next.begin(), next.end(), look_at);
        waiting = 0;
    });
    std::for_each_n(next.begin(), waiting, look_at);
    return found;
}

}  // namespace hub::catalog
