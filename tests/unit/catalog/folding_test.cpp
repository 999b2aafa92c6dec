#include "handlers/catalog/folding.hpp"

#include <gtest/gtest.h>

#include <random>

namespace hub::catalog {
namespace {

TEST(Folding, makes_width_case_and_kana_equal) {
    EXPECT_EQ(fold("ﾍﾞﾋﾞｰ"), fold("ベビー"));
    EXPECT_EQ(fold("べびー"), fold("ベビー"));
    EXPECT_EQ(fold("ＣＡＦＥ"), fold("cafe"));
    EXPECT_EQ(fold("ヴァ"), fold("ゔぁ"));
    EXPECT_EQ(fold("㈱サンプル"), fold("(株)さんぷる"));
}

TEST(Folding, makes_long_vowel_marks_and_dashes_equal) {
    EXPECT_EQ(fold("コ―ド"), fold("コード"));
    EXPECT_EQ(fold("らーめん"), fold("ら〜めん"));
    EXPECT_EQ(fold("10:00～19:00"), fold("10:00-19:00"));
    EXPECT_EQ(fold("ーーー"), fold("ー"));
}

TEST(Folding, knows_small_ke_of_place_names) { EXPECT_EQ(fold("関ヶ原"), fold("関ケ原")); }

TEST(Folding, collapses_and_trims_blanks) {
    EXPECT_EQ(fold("  まるい　 お店 "), U"まるい お店");
    EXPECT_EQ(fold(" 　\n"), U"");
    EXPECT_EQ(fold_name("サンマルク・カフェ"), fold_name("ｻﾝﾏﾙｸ ｶﾌｪ"));
}

TEST(Folding, survives_bytes_that_are_not_utf8) {
    EXPECT_EQ(fold("a\xFF" "b"), U"a\uFFFD" U"b");
    EXPECT_NO_THROW(fold("\xE3\x81"));
}

std::string random_text(std::mt19937& random) {
    static const std::u32string alphabet =
        U"あいうアイウがガｶﾞﾊﾟー―〜～-ヶヵ゙゚　 aＡ1①㍿・ｰ漢字𠮷é\u00AD\u200B゛゜ヽヾ\u0301ﾞﾟ\u1100\u1161";
    std::u32string text;
    for (std::size_t length = random() % 12; length > 0; --length) text += alphabet[random() % alphabet.size()];
    return to_utf8(text);
}

TEST(Folding, folding_twice_changes_nothing) {
    std::mt19937 random(1);
    for (int round = 0; round < 20'000; ++round) {
        const auto text = random_text(random);
        const auto once = fold(text);
        ASSERT_EQ(fold(to_utf8(once)), once) << text;
    }
}

TEST(Folding, with_origins_gives_the_same_text_and_ranges_inside_the_original) {
    std::mt19937 random(2);
    for (int round = 0; round < 20'000; ++round) {
        const auto text = random_text(random);
        const auto folded = fold_with_origins(text);
        ASSERT_EQ(folded.text, fold(text)) << text;
        ASSERT_EQ(folded.origins.size(), folded.text.size());
        for (std::size_t index = 0; index < folded.origins.size(); ++index) {
            ASSERT_LT(folded.origins[index].begin, folded.origins[index].end);
            ASSERT_LE(folded.origins[index].end, text.size());
            if (index > 0) {
                ASSERT_LE(folded.origins[index - 1].begin, folded.origins[index].begin);
            }
        }
    }
}

TEST(Folding, counts_and_shortens_by_code_points) {
    EXPECT_EQ(count_code_points("焼津駅"), 3U);
    EXPECT_EQ(shortened("焼津駅", 3), "焼津駅");
    EXPECT_EQ(shortened("焼津駅前", 2), "焼津…");
}

}  // namespace
}  // namespace hub::catalog
