#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hub::catalog {

// Finds names by likeness, for "did you mean": how many neighbouring pairs of characters two names share (Dice).
// Immutable after the last add().
class NameIndex {
public:
    // `name` is folded with fold_name(); `item` is the caller's own number.
    void add(std::u32string_view name, std::uint32_t item);

    struct Likeness {
        std::uint32_t item;
        double score;  // 0 (nothing in common) to 1 (the same pairs)
    };
    // The items most like `name` (folded), best first, none below `least`; of equal ones in the order they were added.
    std::vector<Likeness> most_like(std::u32string_view name, std::size_t count, double least) const;

private:
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> entries_of_pair_;
    struct Entry {
        std::uint32_t item;
        std::uint32_t pairs;
    };
    std::vector<Entry> entries_;
};

}  // namespace hub::catalog
