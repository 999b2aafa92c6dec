#include "portal/api/pattern.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

Pattern pattern(std::string_view text) {
    std::string problem;
    auto parsed = Pattern::parse(text, problem);
    EXPECT_TRUE(parsed) << text << ": " << problem;
    return parsed ? *parsed : *Pattern::parse("^$", problem);
}

TEST(Pattern, matches_sequences_classes_and_quantifiers) {
    const auto postal_code = pattern("^[0-9]{3}-[0-9]{4}$");
    EXPECT_TRUE(postal_code.matches("530-0001"));
    EXPECT_FALSE(postal_code.matches("530-00012"));
    EXPECT_FALSE(postal_code.matches("5300001"));
    EXPECT_FALSE(postal_code.matches("５３０-0001"));
    const auto name = pattern("^[A-Za-z_][A-Za-z0-9_.-]*$");
    EXPECT_TRUE(name.matches("a-b.c"));
    EXPECT_FALSE(name.matches("1a"));
    EXPECT_FALSE(name.matches(""));
    EXPECT_TRUE(pattern("^ab?c+$").matches("accc"));
    EXPECT_FALSE(pattern("^ab?c+$").matches("abb"));
    EXPECT_TRUE(pattern("^[a]{2,}$").matches("aaaa"));
    EXPECT_FALSE(pattern("^[a]{2,3}$").matches("aaaa"));
    EXPECT_TRUE(pattern("^\\.\\+$").matches(".+"));
    EXPECT_TRUE(pattern("^$").matches(""));
}

TEST(Pattern, backtracks_over_everything_that_may_repeat) {
    const auto greedy = pattern("^[a]*[a]*[a]*b$");
    std::string text(300, 'a');
    EXPECT_FALSE(greedy.matches(text));
    text += 'b';
    EXPECT_TRUE(greedy.matches(text));
}

TEST(Pattern, refuses_what_engines_understand_differently) {
    for (const auto* text :
         {"^\\d+$", "^\\w$",          "^\\s$",   "^a|b$",      "^(a)$",    "^.$",     "^[^a]$", "^\\u0041$", "[a]",
          "^[a]",   "[a]$",           "^[b-a]$", "^[]$",       "^a{2,1}$", "^a{,2}$", "^a{2$",  "^a{x}$",    "^a**$",
          "^[a$",   "^\xe3\x81\x82$", "^\\bx$",  "^a{99999}$", "",         "^",       "^a\\$"}) {
        std::string problem;
        EXPECT_FALSE(Pattern::parse(text, problem)) << text;
        EXPECT_FALSE(problem.empty()) << text;
    }
}

}  // namespace
}  // namespace hub::portal
