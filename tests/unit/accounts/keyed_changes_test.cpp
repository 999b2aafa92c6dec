#include "handlers/accounts/keyed_changes.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"
#include "tests/support/remembered_answers.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::accounts {
namespace {

class RunningAtOnce final : public UnitOfWork, public Transactions {
public:
    void publish(Message) override {}
    boost::asio::awaitable<Result<void>> run(Job job, Deadline) override {
        const auto done = job(*this);
        if (given_up) co_return Error{ErrorKind::cancelled, "deadline.passed", "no answer within the deadline"};
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        co_return done;
    }
    bool given_up = false;            // the wait for a job, not the job
    std::function<void()> meanwhile;  // what others do once a transaction has ended
};

class KeyedChangesTest : public testing::Test {
protected:
    // What came of asking for the change: "done", "done before" or the code of the error.
    std::string ask(const std::string& key, const std::string& data = "{}", Account account = {AccountKind::staff, 1}) {
        auto message = make_message(clock, "/portal", "staff.invite", data);
        if (!key.empty()) message.extensions[kChangeKey] = key;
        Transactions::Job change = [this](UnitOfWork&) {
            ++times;
            return outcome;
        };
        const auto done = test::run_awaitable(
            changes.run(message, account, std::move(change), Deadline::after(clock, std::chrono::seconds(5))));
        last = done ? Error{} : done.error();
        if (!done) return done.error().code;
        return *done ? "done" : "done before";
    }
    test::FakeClock clock;
    RunningAtOnce transactions;
    test::RememberedAnswers answers;
    KeyedChanges changes{transactions, answers};
    Result<void> outcome = Result<void>::success();
    int times = 0;
    Error last;
};

TEST_F(KeyedChangesTest, are_done_once_for_a_key_and_each_time_without_one) {
    EXPECT_EQ(ask("a"), "done");
    EXPECT_EQ(ask("a"), "done before");
    EXPECT_EQ(times, 1);
    EXPECT_EQ(ask("b"), "done");
    EXPECT_EQ(ask(""), "done");
    EXPECT_EQ(ask(""), "done");
    EXPECT_EQ(times, 4);
}

TEST_F(KeyedChangesTest, of_two_accounts_never_meet) {
    EXPECT_EQ(ask("a", "{}", {AccountKind::staff, 1}), "done");
    EXPECT_EQ(ask("a", R"({"x":1})", {AccountKind::staff, 2}), "done");
    EXPECT_EQ(ask("a", R"({"x":2})", {AccountKind::member, 1}), "done");
    EXPECT_EQ(times, 3);
}

TEST_F(KeyedChangesTest, with_the_key_of_another_request_or_of_one_under_way_are_refused) {
    EXPECT_EQ(ask("a"), "done");
    EXPECT_EQ(ask("a", R"({"x":1})"), kKeyReused);
    answers.in_use = 1;
    EXPECT_EQ(ask("b"), kKeyInUse);
    EXPECT_EQ(ask("b"), "done");
    EXPECT_EQ(times, 2);
}

TEST_F(KeyedChangesTest, that_were_refused_stay_refused_in_the_same_words) {
    outcome = Error{ErrorKind::conflict, "staff.known", "もういます。", {}, {{"/mail", "もういます。"}}};
    EXPECT_EQ(ask("a"), "staff.known");
    outcome = Result<void>::success();
    EXPECT_EQ(ask("a"), "staff.known");
    EXPECT_EQ(times, 1);
    EXPECT_EQ(last.kind, ErrorKind::conflict);
    EXPECT_EQ(last.detail, "もういます。");
    EXPECT_EQ(last.fields.at(0).field, "/mail");
}

TEST_F(KeyedChangesTest, that_failed_by_our_own_fault_may_be_asked_for_again) {
    outcome = Error{ErrorKind::transient, "database.away", "away"};
    EXPECT_EQ(ask("a"), "database.away");
    outcome = Result<void>::success();
    EXPECT_EQ(ask("a"), "done");
    EXPECT_EQ(times, 2);
}

TEST_F(KeyedChangesTest, whose_refusal_came_after_nobody_waited_any_more_leave_none) {
    outcome = Error{ErrorKind::conflict, "staff.known", "もういます。"};
    transactions.given_up = true;
    EXPECT_EQ(ask("a"), "deadline.passed");
    EXPECT_TRUE(answers.kept.empty());
}

TEST_F(KeyedChangesTest, that_were_refused_and_then_done_by_a_copy_were_done_before) {
    outcome = Error{ErrorKind::conflict, "staff.known", "もういます。"};
    transactions.meanwhile = [this] {
        outcome = Result<void>::success();
        EXPECT_EQ(ask("a"), "done");
    };
    EXPECT_EQ(ask("a"), "done before");
    EXPECT_EQ(times, 2);
}

TEST_F(KeyedChangesTest, leave_nothing_behind_that_names_anybody) {
    EXPECT_EQ(ask("a", R"({"mail":"hanako@example.jp"})"), "done");
    ASSERT_EQ(answers.kept.size(), 1u);
    EXPECT_FALSE(answers.kept.begin()->second.answer);
}

}  // namespace
}  // namespace hub::accounts
