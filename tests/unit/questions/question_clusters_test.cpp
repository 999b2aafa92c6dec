#include "handlers/questions/question_clusters.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace hub::questions {
namespace {

Question question(const std::string& text, std::int64_t times, const std::string& kind = "unanswered") {
    Question question;
    question.kind = kind;
    question.text = text;
    question.times = times;
    return question;
}

std::vector<std::vector<std::string>> clusters_of(const std::vector<Question>& questions) {
    std::vector<std::vector<std::string>> texts;
    for (const auto& cluster : cluster_questions(questions)) {
        texts.emplace_back();
        for (const auto member : cluster.members) texts.back().push_back(questions[member].text);
    }
    return texts;
}

using Texts = std::vector<std::vector<std::string>>;

TEST(QuestionClusters, put_together_what_differs_in_a_few_letters) {
    EXPECT_EQ(clusters_of({question("駐車場はありますか", 3), question("駐車場はありますか？", 1),
                           question("駐車場ありますか", 2), question("英語で使えますか", 1)}),
              (Texts{{"駐車場はありますか", "駐車場ありますか", "駐車場はありますか？"}, {"英語で使えますか"}}));
}

TEST(QuestionClusters, do_not_look_at_width_and_kana) {
    EXPECT_EQ(clusters_of({question("ﾍﾞﾋﾞｰｶｰ置き場は？", 1), question("ベビーカー置き場は", 2)}),
              (Texts{{"ベビーカー置き場は", "ﾍﾞﾋﾞｰｶｰ置き場は？"}}));
}

TEST(QuestionClusters, put_the_most_frequent_first_and_add_their_counts) {
    const std::vector<Question> questions{question("英語で使えますか", 4), question("駐車場はありますか", 3),
                                          question("駐車場ありますか", 2)};
    const auto clusters = cluster_questions(questions);
    ASSERT_EQ(clusters.size(), 2U);
    EXPECT_EQ(clusters[0].times, 5);
    EXPECT_EQ(questions[clusters[0].members[0]].text, "駐車場はありますか");
    EXPECT_EQ(clusters[1].times, 4);
}

TEST(QuestionClusters, keep_kinds_apart) {
    EXPECT_EQ(clusters_of({question("駐車場は", 2), question("駐車場は", 1, "disagreed")}).size(), 2U);
}

TEST(QuestionClusters, do_not_depend_on_the_order_of_the_questions) {
    std::vector<Question> questions;
    for (int number = 0; number < 60; ++number)
        questions.push_back(question("質問" + std::to_string(number % 20) + (number % 3 == 0 ? "はどこ" : "は何時まで"),
                                     number % 7 + 1));
    const auto expected = clusters_of(questions);
    std::reverse(questions.begin(), questions.end());
    EXPECT_EQ(clusters_of(questions), expected);
}

TEST(QuestionClusters, are_none_of_no_questions_and_one_each_of_single_letters) {
    EXPECT_TRUE(clusters_of({}).empty());
    EXPECT_EQ(clusters_of({question("あ", 1), question("い", 1), question("？", 1)}).size(), 3U);
}

}  // namespace
}  // namespace hub::questions
