#include "connectors/local_agent/utterance.hpp"

#include <gtest/gtest.h>

#include "handlers/catalog/folding.hpp"

namespace hub::local_agent {
namespace {

std::string letters(const std::string& text) { return catalog::to_utf8(compared(text)); }

TEST(Utterance, punctuation_blanks_and_emoji_say_nothing) {
    EXPECT_EQ(letters("ランチ、🍽️ ある？"), letters("ランチある"));
    EXPECT_EQ(letters("🎉！？"), "");
}

TEST(Utterance, a_word_has_one_spelling) {
    EXPECT_EQ(letters("おしえて"), letters("教えて"));
    EXPECT_EQ(letters("子供とｶﾌｪ"), letters("こどもとカフェ"));
    EXPECT_EQ(letters("授乳室あらへん"), letters("授乳室ない"));
    EXPECT_EQ(letters("ねぇ"), letters("ねえ"));
}

TEST(Utterance, knows_where_its_letters_were_written) {
    const Utterance utterance("ねえ、おしえてください。梅田");
    const auto& all = utterance.letters();
    EXPECT_EQ(utterance.written(all.size() - 2, all.size()), "梅田");
    EXPECT_EQ(utterance.first_character(all.size() - 2), 12U);
    EXPECT_EQ(utterance.last_character(all.size() - 1), 14U);
    EXPECT_TRUE(utterance.is_sentence(all.size() - 2));
    EXPECT_TRUE(utterance.is_break(2));
    EXPECT_FALSE(utterance.is_sentence(2));
}

TEST(Utterance, remembers_the_script_that_folding_takes_away) {
    const Utterance utterance("カか漢A1ｶ");
    const Script expected[] = {Script::katakana, Script::hiragana, Script::kanji,
                               Script::latin,    Script::digit,    Script::katakana};
    for (std::size_t letter = 0; letter < 6; ++letter) EXPECT_EQ(utterance.script(letter), expected[letter]) << letter;
}

TEST(Utterance, line_feeds_end_sentences) {
    const Utterance utterance("梅田\n難波");
    EXPECT_TRUE(utterance.is_sentence(2));
}

}  // namespace
}  // namespace hub::local_agent
