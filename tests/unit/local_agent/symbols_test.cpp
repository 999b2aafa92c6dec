// What two sentences have in common: neighbours, values, and words that stand further apart.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "connectors/local_agent/symbols.hpp"

namespace hub::local_agent {
namespace {

std::vector<Gram> grams(const std::string& text, const std::vector<Mention>& mentions = {}) {
    const Utterance utterance(text);
    return grams_of(symbols_with_values(utterance, mentions, 0, utterance.size()));
}

std::size_t shared(const std::vector<Gram>& one, const std::vector<Gram>& other) {
    std::vector<Gram> both;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
    return both.size();
}

TEST(Symbols, the_name_that_is_mentioned_does_not_matter) {
    EXPECT_EQ(grams("梅田で", {{0, 2, 3, "\"梅田\""}}), grams("天王寺で", {{0, 3, 3, "\"天王寺\""}}));
}

TEST(Symbols, the_listed_value_that_is_mentioned_does) {
    const auto nursing_room = grams("授乳室は", {{0, 3, 5, "\"授乳室\"", 7}});
    EXPECT_EQ(nursing_room, grams("授乳は", {{0, 2, 5, "\"授乳室\"", 7}}));
    EXPECT_NE(nursing_room, grams("割引は", {{0, 2, 5, "\"割引\"", 8}}));
}

TEST(Symbols, words_near_each_other_have_something_together_whatever_is_between) {
    EXPECT_EQ(shared(grams("話に変"), grams("話は変")), 5U) << "each of the two, the start, the end, and both together";
}

TEST(Symbols, words_far_apart_have_nothing_together) {
    const auto near = grams("一二三四五六");
    const auto far = grams("一七八九十千六");
    EXPECT_EQ(shared(near, far), 4U) << "each of the two, one at the start and one at the end";
}

}  // namespace
}  // namespace hub::local_agent
