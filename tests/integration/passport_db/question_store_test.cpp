#include "connectors/passport_db/question_store.hpp"

#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

using questions::AnswerDraft;
using questions::Question;

Question question(const std::string& text, std::int64_t times = 1, const std::string& day = "2026-11-22") {
    return {0, "unanswered", text, "Default Fallback Intent", "", times, day, day};
}

class Questions : public PassportDatabase {
protected:
    Questions() { EXPECT_TRUE(as_owner("TRUNCATE hub.chat_question, hub.answer_draft").ok()); }

    void note(const std::vector<Question>& questions) {
        const auto job = [&](UnitOfWork& unit_of_work) {
            store.note(unit_of_work, questions);
            return Result<void>::success();
        };
        const auto done = application.run_here(job, soon());
        ASSERT_TRUE(done.ok()) << done.error().detail;
    }

    std::vector<Question> read(const std::string& kind = "", const std::string& since = "", std::size_t most = 100) {
        std::vector<Question> questions;
        const auto job = [&](UnitOfWork& unit_of_work) {
            questions = store.questions(unit_of_work, kind, since, most);
            return Result<void>::success();
        };
        EXPECT_TRUE(application.run_here(job, soon()).ok());
        return questions;
    }

    Result<std::int64_t> write(const AnswerDraft& draft) {
        Result<std::int64_t> id;
        const auto job = [&](UnitOfWork& unit_of_work) -> Result<void> {
            id = store.write_draft(unit_of_work, draft);
            if (!id) return id.error();
            return Result<void>::success();
        };
        const auto done = application.run_here(job, soon());
        return done ? id : Result<std::int64_t>(done.error());
    }

    Result<void> approve(std::int64_t id, const std::string& person) {
        return application.run_here([&](UnitOfWork& unit_of_work) { return store.approve(unit_of_work, id, person); },
                                    soon());
    }

    std::optional<AnswerDraft> draft(std::int64_t id) {
        std::optional<AnswerDraft> found;
        const auto job = [&](UnitOfWork& unit_of_work) {
            found = store.draft(unit_of_work, id);
            return Result<void>::success();
        };
        EXPECT_TRUE(application.run_here(job, soon()).ok());
        return found;
    }

    const AnswerDraft kParking{
        0, "passport.parking", "駐車場はお店ごとに違います。", {"駐車場ある？", "車で行ける?"}, "operator", ""};
    QuestionStore store;
};

TEST_F(Questions, are_counted_once_for_the_same_words) {
    note({question("駐車場はある？", 2, "2026-11-20")});
    note({question("駐車場はある？"), question("英語で使える？")});
    const auto questions = read();
    ASSERT_EQ(questions.size(), 2U);
    EXPECT_EQ(questions[0].text, "駐車場はある？");
    EXPECT_EQ(questions[0].times, 3);
    EXPECT_EQ(questions[0].first_asked_on, "2026-11-20");
    EXPECT_EQ(questions[0].last_asked_on, "2026-11-22");
}

TEST_F(Questions, are_found_by_kind_and_day) {
    auto disagreed = question("梅田のカフェ");
    disagreed.kind = "disagreed";
    disagreed.other_intent = "benefit.nearby";
    note({question("古い質問", 1, "2026-01-01"), question("新しい質問"), disagreed});
    EXPECT_EQ(read("disagreed").at(0).other_intent, "benefit.nearby");
    EXPECT_EQ(read("unanswered").size(), 2U);
    EXPECT_EQ(read("unanswered", "2026-11-01").at(0).text, "新しい質問");
    EXPECT_EQ(read("", "", 1).size(), 1U);
}

TEST_F(Questions, have_room_for_so_many_and_go_on_counting_those) {
    ASSERT_TRUE(
        as_owner(
            "INSERT INTO hub.chat_question (kind, question, times, first_asked_on, last_asked_on) SELECT 'unanswered', "
            "'質問' || n, 1, '2026-11-22', '2026-11-22' FROM generate_series(1, " +
            std::to_string(QuestionStore::kMostQuestions) + ") AS n")
            .ok());
    auto known = question("質問1", 5);
    known.intent.clear();
    note({question("もう一つ"), known});
    EXPECT_EQ(value("SELECT count(*) FROM hub.chat_question"), std::to_string(QuestionStore::kMostQuestions));
    EXPECT_EQ(read("", "", 1).at(0).times, 6);
}

TEST_F(Questions, get_answers_that_somebody_approves) {
    const auto id = write(kParking);
    ASSERT_TRUE(id.ok()) << id.error().detail;
    EXPECT_EQ(draft(*id)->phrases, kParking.phrases);
    EXPECT_EQ(draft(*id)->approved_by, "");
    ASSERT_TRUE(approve(*id, "operator").ok());
    EXPECT_EQ(draft(*id)->approved_by, "operator");
    EXPECT_EQ(value("SELECT string_agg(action, ',' ORDER BY id) FROM hub.audit WHERE object_kind = 'answer_draft'"),
              "answer.draft,answer.approve");
}

TEST_F(Questions, lose_the_approval_of_an_answer_that_is_written_anew) {
    const auto id = write(kParking);
    ASSERT_TRUE(approve(*id, "operator").ok());
    auto changed = kParking;
    changed.answer = "近くの駐車場をご利用ください。";
    const auto written_anew = write(changed);
    EXPECT_EQ(draft(*written_anew)->answer, changed.answer);
    EXPECT_EQ(draft(*written_anew)->approved_by, "");
    EXPECT_EQ(approve(*id, "operator").error().kind, ErrorKind::not_found) << "what was read is no more";
}

TEST_F(Questions, are_answered_only_by_those_who_may) {
    auto stranger = kParking;
    stranger.drafted_by = "nobody";
    EXPECT_EQ(write(stranger).error().kind, ErrorKind::forbidden);
    const auto id = write(kParking);
    EXPECT_EQ(approve(*id, "nobody").error().kind, ErrorKind::forbidden);
    EXPECT_EQ(approve(*id + 1, "operator").error().kind, ErrorKind::not_found);
    EXPECT_FALSE(draft(*id + 1));
}

}  // namespace
}  // namespace hub::passport_db
