#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hub::catalog {

// A set of shops (or other rows) of one snapshot by their index: one bit each.
class ShopSet {
public:
    explicit ShopSet(std::size_t shops = 0) : words_((shops + 63) / 64) {}

    void add(std::uint32_t shop) { words_[shop / 64] |= std::uint64_t{1} << (shop % 64); }
    bool has(std::uint32_t shop) const { return (words_[shop / 64] >> (shop % 64)) & 1U; }

    std::size_t count() const {
        std::size_t total = 0;
        for (const auto word : words_) total += static_cast<std::size_t>(std::popcount(word));
        return total;
    }

    // Both of one snapshot.
    ShopSet& operator&=(const ShopSet& other) {
        for (std::size_t index = 0; index < words_.size(); ++index) words_[index] &= other.words_[index];
        return *this;
    }
    ShopSet& operator|=(const ShopSet& other) {
        for (std::size_t index = 0; index < words_.size(); ++index) words_[index] |= other.words_[index];
        return *this;
    }

    // Calls `visit` with every shop of the set in ascending order.
    template <typename Visit>
    void for_each(Visit visit) const {
        for (std::size_t index = 0; index < words_.size(); ++index)
            for (auto word = words_[index]; word != 0; word &= word - 1)
                visit(static_cast<std::uint32_t>(index * 64) + static_cast<std::uint32_t>(std::countr_zero(word)));
    }

private:
    std::vector<std::uint64_t> words_;
};

}  // namespace hub::catalog
