#include "connectors/passport_db/question_log.hpp"

#include <gtest/gtest.h>

#include "router/core/ids.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

using questions::AnswerDraft;
using questions::Question;

class NotingStore final : public questions::QuestionStore {
public:
    void note(UnitOfWork&, const std::vector<Question>& questions) override { batches.push_back(questions); }
    std::vector<Question> questions(UnitOfWork&, const std::string&, const std::string&, std::size_t) override {
        return {};
    }
    std::vector<AnswerDraft> drafts(UnitOfWork&) override { return {}; }
    std::optional<AnswerDraft> draft(UnitOfWork&, std::int64_t) override { return std::nullopt; }
    Result<std::int64_t> write_draft(UnitOfWork&, const AnswerDraft&) override { return 1; }
    Result<void> approve(UnitOfWork&, std::int64_t, const std::string&) override { return Result<void>::success(); }

    std::vector<std::vector<Question>> batches;
};

class Nothing final : public UnitOfWork {
public:
    void publish(Message) override {}
};

class FakeTransactions final : public Transactions {
public:
    boost::asio::awaitable<Result<void>> run(Job job, Deadline) override {
        ++asked;
        if (failure) co_return *failure;
        Nothing unit_of_work;
        co_return job(unit_of_work);
    }
    std::optional<Error> failure;
    int asked = 0;
};

class QuestionLogTest : public ::testing::Test {
protected:
    Result<Receipt> note(const std::string& data) {
        Message message = make_message(clock, "/handlers/chat", "chat.question", data);
        return test::run_awaitable(context,
                                   log.deliver(std::move(message), {Deadline::after(clock, std::chrono::seconds(1))}));
    }
    static std::string unanswered(const std::string& text) {
        return R"({"kind":"unanswered","question":")" + text + R"(","intent":"fallback"})";
    }

    boost::asio::io_context context;
    test::FakeClock clock;
    NotingStore store;
    FakeTransactions transactions;
    QuestionLog log{store, transactions, clock};
};

TEST_F(QuestionLogTest, leaves_out_what_no_text_of_postgresql_can_hold) {
    ASSERT_TRUE(note(unanswered(R"(a\u0000b)")).ok());
    EXPECT_EQ(store.batches.at(0).at(0).text, "ab");
}

TEST_F(QuestionLogTest, writes_what_it_is_told) {
    ASSERT_TRUE(note(R"({"kind":"disagreed","question":"梅田のカフェ","intent":"a","other_intent":"b"})").ok());
    ASSERT_EQ(store.batches.size(), 1U);
    const auto& question = store.batches[0].at(0);
    EXPECT_EQ(question.kind, "disagreed");
    EXPECT_EQ(question.text, "梅田のカフェ");
    EXPECT_EQ(question.intent, "a");
    EXPECT_EQ(question.other_intent, "b");
    EXPECT_EQ(question.times, 1);
    EXPECT_EQ(question.last_asked_on, "2026-09-21");
}

TEST_F(QuestionLogTest, keeps_what_cannot_be_written_and_writes_it_with_the_next) {
    transactions.failure = Error{ErrorKind::transient, "database.away", "away"};
    ASSERT_TRUE(note(unanswered("一つ目")).ok());
    ASSERT_TRUE(note(unanswered("一つ目")).ok());
    transactions.failure.reset();
    ASSERT_TRUE(note(unanswered("二つ目")).ok());
    ASSERT_EQ(store.batches.size(), 1U);
    ASSERT_EQ(store.batches[0].size(), 2U);
    EXPECT_EQ(store.batches[0][0].text, "一つ目");
    EXPECT_EQ(store.batches[0][0].times, 2);
}

TEST_F(QuestionLogTest, gives_up_what_the_database_never_takes) {
    transactions.failure = Error{ErrorKind::permanent, "database.sql", "never"};
    ASSERT_TRUE(note(unanswered("一つ目")).ok());
    transactions.failure.reset();
    ASSERT_TRUE(note(unanswered("二つ目")).ok());
    ASSERT_EQ(store.batches.at(0).size(), 1U);
}

TEST_F(QuestionLogTest, keeps_no_more_than_it_has_room_for) {
    transactions.failure = Error{ErrorKind::transient, "database.away", "away"};
    for (std::size_t number = 0; number < QuestionLog::kMostWaiting + 5; ++number)
        ASSERT_TRUE(note(unanswered("質問" + std::to_string(number))).ok());
    transactions.failure.reset();
    ASSERT_TRUE(note(unanswered("質問0")).ok());
    ASSERT_EQ(store.batches.at(0).size(), QuestionLog::kMostWaiting);
}

TEST_F(QuestionLogTest, names_every_wrong_field) {
    const auto refused = note(R"({"kind":"other","question":"","intent":7})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_EQ(refused.error().fields.size(), 3U);
    EXPECT_FALSE(note("[]").ok());
    EXPECT_FALSE(note(unanswered(std::string(257, 'x'))).ok());
    EXPECT_EQ(transactions.asked, 0);
}

}  // namespace
}  // namespace hub::passport_db
