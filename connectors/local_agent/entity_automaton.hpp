#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hub::local_agent {

// Finds every one of many words inside a text in one pass (Aho and Corasick, 1975). Immutable once built; about 30
// bytes a letter.
class EntityAutomaton {
public:
    struct Word {
        std::u32string letters;
        std::uint32_t meaning;  // the caller's own number; a word may have several
    };
    explicit EntityAutomaton(std::vector<Word> words);

    struct Found {
        std::size_t begin;  // letters of the text
        std::size_t end;
        std::uint32_t meaning;
    };
    // Calls `take` for every occurrence of every word, by end, the longest first.
    void find(std::u32string_view text, const std::function<void(const Found&)>& take) const;

private:
    struct Node {
        char32_t letter = 0;
        std::uint32_t depth = 0;
        std::uint32_t first_child = 0;  // children lie together, by letter
        std::uint32_t children = 0;
        std::uint32_t fallback = 0;     // the longest suffix that is a node
        std::uint32_t first_meaning = 0;
        std::uint32_t meanings = 0;
        std::uint32_t shorter = 0;      // the next suffix that is a word; 0: none
    };
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    std::uint32_t child(std::uint32_t node, char32_t letter) const;
    void add_nodes(const std::vector<Word>& words);
    void link();

    std::vector<Node> nodes_;  // breadth first; 0 is the root
    std::vector<std::uint32_t> meanings_;
};

}  // namespace hub::local_agent
