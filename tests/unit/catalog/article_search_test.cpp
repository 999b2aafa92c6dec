#include "handlers/catalog/article_search.hpp"

#include <gtest/gtest.h>

#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

class ArticleSearchTest : public ::testing::Test {
protected:
    std::int64_t best(std::string_view question, double least = 0.1) const {
        const auto found = search.about(question, 1, least);
        return found.empty() ? 0 : found.front().article->faminavi_id;
    }
    const std::vector<ArticleRow> rows = test::sample_articles();
    const ArticleSearch search{rows};
};

TEST_F(ArticleSearchTest, finds_the_article_a_question_is_about) {
    EXPECT_EQ(best("パスポートってどうやって申し込むの？"), 1);
    EXPECT_EQ(best("カードなくしたんだけど"), 2);
    EXPECT_EQ(best("再発行してほしい"), 2);
    EXPECT_EQ(best("離乳食はいつから"), 3);
}

TEST_F(ArticleSearchTest, finds_the_same_word_in_every_writing) {
    EXPECT_EQ(best("ﾊﾟｽﾎﾟｰﾄの申し込み"), 1);
    EXPECT_EQ(best("ｶｰﾄﾞ"), 2);
}

TEST_F(ArticleSearchTest, finds_nothing_for_what_no_article_speaks_of) {
    EXPECT_EQ(best("明日の天気は？"), 0);
    EXPECT_EQ(best("ですか"), 0);
    EXPECT_EQ(best(""), 0);
    EXPECT_EQ(best("。"), 0);
}

TEST_F(ArticleSearchTest, ranks_a_word_of_the_title_above_the_same_in_the_body) {
    const std::vector<ArticleRow> two = {{1, "手続き", "再発行ができます", "", "", {}},
                                         {2, "再発行", "手続きです", "", "", {}}};
    const ArticleSearch both(two);
    const auto found = both.about("再発行", 5, 0);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].article->faminavi_id, 2);
    EXPECT_DOUBLE_EQ(found[0].score, 1);
    EXPECT_LT(found[1].score, 0.5);
}

TEST_F(ArticleSearchTest, finds_the_article_of_a_topic) {
    ASSERT_NE(search.of_topic("lost"), nullptr);
    EXPECT_EQ(search.of_topic("lost")->faminavi_id, 2);
    EXPECT_EQ(search.of_topic("use"), nullptr);
    EXPECT_EQ(search.of_topic(""), nullptr) << "not one without a topic";
}

}  // namespace
}  // namespace hub::catalog
