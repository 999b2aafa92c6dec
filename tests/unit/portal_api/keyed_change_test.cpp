#include "portal/api/keyed_change.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/unit/portal_api/scripted_changes.hpp"

namespace hub::portal {
namespace {

class KeyedChangeTest : public ::testing::Test {
protected:
    Result<ChangeAnswer> ask(const std::string& key = "k", bool keep_answer = true,
                             std::chrono::milliseconds longest = std::chrono::seconds(9)) {
        auto change = std::make_shared<KeyedChange>();
        if (!key.empty()) change->request = KeyedRequest{key, "content"};
        change->keep_answer = keep_answer;
        change->change = [this](UnitOfWork&) -> Result<HttpResponse> {
            ++effects;
            if (error) return *error;
            return HttpResponse{200, {}, "done " + std::to_string(effects)};
        };
        change->refusal = [](const Error& refused) { return HttpResponse{409, {}, refused.code}; };
        return test::run_awaitable(
            carry_out(transactions, answers, clock, std::move(change), Deadline::after(clock, longest)));
    }

    test::ScriptedTransactions transactions;
    test::RememberedAnswers answers;
    test::FakeClock clock;
    std::optional<Error> error;
    int effects = 0;
};

TEST_F(KeyedChangeTest, is_carried_out_once_and_a_repeat_gets_the_same_answer) {
    const auto first = ask();
    ASSERT_TRUE(first.ok());
    EXPECT_FALSE(first->repeated);
    const auto second = ask();
    ASSERT_TRUE(second.ok());
    EXPECT_TRUE(second->repeated);
    EXPECT_EQ(second->response.body, "done 1");
    EXPECT_EQ(effects, 1);
    EXPECT_EQ(ask("another")->response.body, "done 2");
}

TEST_F(KeyedChangeTest, without_a_key_is_carried_out_each_time) {
    EXPECT_EQ(ask("")->response.body, "done 1");
    EXPECT_EQ(ask("")->response.body, "done 2");
    EXPECT_TRUE(answers.kept.empty());
}

TEST_F(KeyedChangeTest, that_was_refused_stays_refused_under_its_key) {
    error = Error{ErrorKind::conflict, "not.now", ""};
    EXPECT_EQ(ask()->response.body, "not.now");
    EXPECT_EQ(effects, 1);
    error.reset();
    EXPECT_EQ(ask()->response.body, "not.now");
    EXPECT_EQ(effects, 1);
}

TEST_F(KeyedChangeTest, that_failed_by_our_own_trouble_is_tried_again_by_a_repeat) {
    for (const auto kind :
         {ErrorKind::transient, ErrorKind::throttled, ErrorKind::cancelled, ErrorKind::permanent, ErrorKind::bug}) {
        error = Error{kind, "trouble", ""};
        EXPECT_EQ(ask().error().code, "trouble");
    }
    EXPECT_TRUE(answers.kept.empty());
    error.reset();
    EXPECT_TRUE(ask().ok());
}

TEST_F(KeyedChangeTest, whose_answer_is_secret_keeps_only_that_it_was_done) {
    EXPECT_EQ(ask("k", false)->response.body, "done 1");
    EXPECT_FALSE(answers.kept.at("k").answer.has_value());
    EXPECT_EQ(ask("k", false).error().code, kAnswerNotKept);
    error = Error{ErrorKind::forbidden, "not.you", ""};
    EXPECT_EQ(ask("refused", false)->response.body, "not.you");
    EXPECT_EQ(answers.kept.at("refused").answer->body, "not.you");
}

TEST_F(KeyedChangeTest, waits_for_another_process_that_is_at_it) {
    answers.in_use = 2;
    EXPECT_TRUE(ask().ok());
    EXPECT_EQ(effects, 1);
    EXPECT_EQ(transactions.transactions, 3);
}

TEST_F(KeyedChangeTest, is_not_waited_for_beyond_the_deadline) {
    answers.in_use = 1'000;
    EXPECT_EQ(ask("k", true, std::chrono::milliseconds(5)).error().code, kKeyInUse);
    EXPECT_EQ(effects, 0);
}

TEST_F(KeyedChangeTest, whose_commit_is_in_doubt_is_looked_up_once) {
    const Error in_doubt{ErrorKind::unknown_outcome, "database.commit_in_doubt", ""};
    transactions.commits = {in_doubt};
    const auto answer = ask();  // the commit had happened
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->response.body, "done 1");
    EXPECT_EQ(effects, 1);
    transactions.commits = {in_doubt, in_doubt};
    EXPECT_EQ(ask("again").error().code, "database.commit_in_doubt");
    transactions.commits = {in_doubt};
    EXPECT_EQ(ask("").error().code, "database.commit_in_doubt");  // without a key nobody can know
}

}  // namespace
}  // namespace hub::portal
