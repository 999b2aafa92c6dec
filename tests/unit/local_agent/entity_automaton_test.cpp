#include "connectors/local_agent/entity_automaton.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <tuple>

namespace hub::local_agent {
namespace {

using Found = std::tuple<std::size_t, std::size_t, std::uint32_t>;

std::vector<Found> found_in(const EntityAutomaton& automaton, std::u32string_view text) {
    std::vector<Found> all;
    automaton.find(text, [&](const EntityAutomaton::Found& one) { all.emplace_back(one.begin, one.end, one.meaning); });
    return all;
}

TEST(EntityAutomaton, finds_words_inside_words) {
    const EntityAutomaton automaton({{U"大阪", 1}, {U"新大阪", 2}, {U"大阪駅", 3}, {U"阪", 4}});
    EXPECT_EQ(found_in(automaton, U"新大阪駅"), (std::vector<Found>{{0, 3, 2}, {1, 3, 1}, {2, 3, 4}, {1, 4, 3}}));
}

TEST(EntityAutomaton, a_word_may_mean_several_things_and_is_kept_once_for_each) {
    const EntityAutomaton automaton({{U"授乳", 1}, {U"授乳", 2}, {U"授乳", 1}, {U"", 9}});
    EXPECT_EQ(found_in(automaton, U"授乳"), (std::vector<Found>{{0, 2, 1}, {0, 2, 2}}));
}

TEST(EntityAutomaton, finds_nothing_without_words_or_text) {
    EXPECT_TRUE(found_in(EntityAutomaton({}), U"梅田").empty());
    EXPECT_TRUE(found_in(EntityAutomaton({{U"梅田", 1}}), U"").empty());
}

TEST(EntityAutomaton, finds_what_a_plain_search_finds) {
    std::mt19937 random(5);
    const auto text_of = [&](std::size_t length) {
        std::u32string text;
        while (text.size() < length) text += static_cast<char32_t>(U'a' + random() % 3);
        return text;
    };
    for (int round = 0; round < 50; ++round) {
        std::vector<EntityAutomaton::Word> words;
        for (std::uint32_t word = 0; word < 20; ++word) words.push_back({text_of(1 + random() % 5), word});
        const auto text = text_of(40);
        std::set<Found> expected;
        for (const auto& word : words)
            for (auto at = text.find(word.letters); at != text.npos; at = text.find(word.letters, at + 1))
                expected.emplace(at, at + word.letters.size(), word.meaning);
        const auto found = found_in(EntityAutomaton(words), text);
        EXPECT_EQ(std::set<Found>(found.begin(), found.end()), expected);
        EXPECT_EQ(found.size(), expected.size()) << "nothing twice";
    }
}

}  // namespace
}  // namespace hub::local_agent
