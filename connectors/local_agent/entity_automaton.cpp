#include "connectors/local_agent/entity_automaton.hpp"

#include <algorithm>
#include <tuple>

namespace hub::local_agent {

EntityAutomaton::EntityAutomaton(std::vector<Word> words) {
    std::erase_if(words, [](const Word& word) { return word.letters.empty(); });
    std::sort(words.begin(), words.end(), [](const Word& one, const Word& other) {
        return std::tie(one.letters, one.meaning) < std::tie(other.letters, other.meaning);
    });
    const auto same = [](const Word& one, const Word& other) {
        return one.meaning == other.meaning && one.letters == other.letters;
    };
    words.erase(std::unique(words.begin(), words.end(), same), words.end());
    add_nodes(words);
    link();
}

// Each node stands for a range of the sorted words that begin alike.
void EntityAutomaton::add_nodes(const std::vector<Word>& words) {
    struct Range {
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Range> ranges{{0, words.size()}};
    nodes_.emplace_back();
    for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
        const auto depth = nodes_[node].depth;
        auto [at, end] = ranges[node];
        nodes_[node].first_meaning = static_cast<std::uint32_t>(meanings_.size());
        for (; at < end && words[at].letters.size() == depth; ++at) meanings_.push_back(words[at].meaning);
        nodes_[node].meanings = static_cast<std::uint32_t>(meanings_.size()) - nodes_[node].first_meaning;
        nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
        while (at < end) {
            const auto letter = words[at].letters[depth];
            const auto begin = at;
            while (at < end && words[at].letters[depth] == letter) ++at;
            Node next;
            next.letter = letter;
            next.depth = depth + 1;
            nodes_.push_back(next);
            ranges.push_back({begin, at});
        }
        nodes_[node].children = static_cast<std::uint32_t>(nodes_.size()) - nodes_[node].first_child;
    }
}

std::uint32_t EntityAutomaton::child(std::uint32_t node, char32_t letter) const {
    const auto first = nodes_.begin() + nodes_[node].first_child;
    const auto last = first + nodes_[node].children;
    const auto found =
        std::lower_bound(first, last, letter, [](const Node& one, char32_t wanted) { return one.letter < wanted; });
    if (found == last || found->letter != letter) return kNone;
    return static_cast<std::uint32_t>(found - nodes_.begin());
}

// Nodes are breadth first, so what a node falls back to is linked before it.
void EntityAutomaton::link() {
    for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
        for (std::uint32_t next = nodes_[node].first_child; next < nodes_[node].first_child + nodes_[node].children;
             ++next) {
            auto suffix = node;
            auto fallback = std::uint32_t{0};
            while (suffix != 0) {
                suffix = nodes_[suffix].fallback;
                const auto found = child(suffix, nodes_[next].letter);
                if (found == kNone) continue;
                fallback = found;
                break;
            }
            nodes_[next].fallback = fallback;
            nodes_[next].shorter = nodes_[fallback].meanings > 0 ? fallback : nodes_[fallback].shorter;
        }
    }
}

void EntityAutomaton::find(std::u32string_view text, const std::function<void(const Found&)>& take) const {
    std::uint32_t node = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto next = child(node, text[at]);
        while (next == kNone && node != 0) {
            node = nodes_[node].fallback;
            next = child(node, text[at]);
        }
        node = next == kNone ? 0 : next;
        for (auto word = node; word != 0; word = nodes_[word].shorter)
            for (std::uint32_t index = 0; index < nodes_[word].meanings; ++index)
                take({at + 1 - nodes_[word].depth, at + 1, meanings_[nodes_[word].first_meaning + index]});
    }
}

}  // namespace hub::local_agent
