#include <fstream>
#include <iterator>

#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

class SampleArticles : public PassportDatabase {
protected:
    void SetUp() override {
        ASSERT_TRUE(as_owner("TRUNCATE faminavi CASCADE").ok());
        load();
    }
    void TearDown() override { ASSERT_TRUE(as_owner("TRUNCATE faminavi CASCADE").ok()); }

    void load() {
        std::ifstream file(checkout_file("config/sample_data/articles.sql"));
        const auto result = as_owner(std::string(std::istreambuf_iterator<char>(file), {}));
        ASSERT_TRUE(result.ok()) << result.error().detail;
    }
};

TEST_F(SampleArticles, answer_every_question_about_the_passport_that_the_chat_knows) {
    EXPECT_EQ(rows("SELECT topic FROM faminavi NATURAL JOIN faminavi_genre WHERE status = 'public' "
                   "AND genre_code <> 'child_rearing' ORDER BY topic"),
              (std::vector<std::string>{"app", "change", "cost", "expiry", "family", "join", "lost", "marriage",
                                        "other_prefecture", "register_shop", "shops", "use"}));
}

TEST_F(SampleArticles, leave_a_topic_that_is_there_alone_when_they_are_loaded_again) {
    const auto articles = value("SELECT count(*) FROM faminavi");
    ASSERT_TRUE(as_owner("UPDATE faminavi SET title = '事務局の題名' WHERE topic = 'join'").ok());
    load();
    EXPECT_EQ(value("SELECT count(*) FROM faminavi"), articles);
    EXPECT_EQ(value("SELECT title FROM faminavi WHERE topic = 'join'"), "事務局の題名");
}

TEST_F(SampleArticles, begin_with_a_short_answer_and_say_that_they_are_samples) {
    EXPECT_EQ(rows("SELECT topic FROM faminavi WHERE split_part(body, E'\\n\\n', 1) !~ '^([^。]+。){1,3}$' "
                   "OR body NOT LIKE '%見本の記事です%'"),
              std::vector<std::string>());
}

TEST_F(SampleArticles, have_topics_of_which_no_two_are_the_same) {
    const auto result = as_owner("INSERT INTO faminavi (faminavi_id, topic, title) VALUES (999999, 'join', '二つめ')");
    ASSERT_FALSE(result.ok());
    EXPECT_NE(result.error().detail.find("faminavi_topic"), std::string::npos) << result.error().detail;
}

}  // namespace
}  // namespace hub::passport_db
