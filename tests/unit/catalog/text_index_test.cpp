#include "handlers/catalog/text_index.hpp"

#include <gtest/gtest.h>

#include <random>

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

std::vector<std::uint32_t> found(const TextIndex& index, std::string_view query) {
    std::vector<std::uint32_t> shops;
    index.find(query).for_each([&](std::uint32_t shop) { shops.push_back(shop); });
    return shops;
}

using Shops = std::vector<std::uint32_t>;

TEST(TextIndex, finds_the_same_word_in_every_writing) {
    const TextIndex index({"ﾍﾞﾋﾞｰ用品の店\n", "べびー館\n", "ベビーカー可\n", "本屋\n"});
    for (const auto* query : {"ベビー", "べびー", "ﾍﾞﾋﾞｰ", "ベビ〜"}) EXPECT_EQ(found(index, query), (Shops{0, 1, 2})) << query;
}

TEST(TextIndex, wants_every_term) {
    const TextIndex index({"焼津の寿司屋\n", "焼津の本屋\n", "寿司\n"});
    EXPECT_EQ(found(index, "焼津 寿司"), (Shops{0}));
    EXPECT_EQ(found(index, "寿司　焼津"), (Shops{0}));
    EXPECT_EQ(found(index, "焼津 寿司 本屋"), Shops{});
}

TEST(TextIndex, finds_single_letters_also_at_the_end_of_a_field) {
    const TextIndex index({"寿\nほか\n", "長寿\n", "肉\n"});
    EXPECT_EQ(found(index, "寿"), (Shops{0, 1}));
    EXPECT_EQ(found(index, "肉"), (Shops{2}));
    EXPECT_EQ(found(index, "魚"), Shops{});
}

TEST(TextIndex, does_not_find_a_word_whose_pairs_stand_apart) {
    const TextIndex index({"東京と京都\n"});
    EXPECT_EQ(found(index, "東京都"), Shops{});
}

TEST(TextIndex, finds_letters_beyond_the_first_plane) {
    const TextIndex index({"𠮷野家\n", "吉野家\n"});
    EXPECT_EQ(found(index, "𠮷"), (Shops{0}));
    EXPECT_EQ(found(index, "𠮷野"), (Shops{0}));
    EXPECT_EQ(found(index, "野家"), (Shops{0, 1}));
}

TEST(TextIndex, does_not_find_across_fields) {
    const TextIndex index({"あか\nさた\n"});
    EXPECT_EQ(found(index, "かさ"), Shops{});
}

TEST(TextIndex, of_no_terms_is_everything) {
    const TextIndex index({"a\n", "b\n"});
    EXPECT_EQ(found(index, " ・　"), (Shops{0, 1}));
}

TEST(TextIndex, finds_what_a_plain_search_finds) {
    std::mt19937 random(3);
    const std::u32string alphabet = U"あいカキ店屋";
    const auto text = [&](std::size_t longest) {
        std::u32string letters;
        for (auto length = 1 + random() % longest; length > 0; --length) letters += alphabet[random() % alphabet.size()];
        return to_utf8(letters);
    };
    std::vector<std::string> texts;
    for (int shop = 0; shop < 300; ++shop) texts.push_back(text(12) + "\n" + text(6));
    const TextIndex index(texts);
    for (int round = 0; round < 500; ++round) {
        const auto one = text(4);
        const auto other = text(2);
        const auto has = [&](std::uint32_t shop, const std::string& term) {
            const auto end = texts[shop].find('\n');
            return fold_name(texts[shop].substr(0, end)).find(fold_name(term)) != std::u32string::npos ||
                   fold_name(texts[shop].substr(end + 1)).find(fold_name(term)) != std::u32string::npos;
        };
        Shops with_one, with_both;
        for (std::uint32_t shop = 0; shop < texts.size(); ++shop) {
            if (has(shop, one)) with_one.push_back(shop);
            if (has(shop, one) && has(shop, other)) with_both.push_back(shop);
        }
        ASSERT_EQ(found(index, one), with_one) << one;
        ASSERT_EQ(found(index, one + " " + other), with_both) << one << " " << other;
    }
}

}  // namespace
}  // namespace hub::catalog
