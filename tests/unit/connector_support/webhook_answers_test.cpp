#include "connectors/support/webhook_answers.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::http {
namespace {

const Deadline kDeadline(MonotonicTime::max());

SharedText text(std::string content) { return std::make_shared<const std::string>(std::move(content)); }

std::string keep(WebhookAnswers& answers, const std::string& key, const std::string& answer) {
    return **test::run_awaitable(answers.keep(key, text(answer), kDeadline));
}

// The kept answer, or "none".
std::string find(WebhookAnswers& answers, const std::string& key) {
    const auto found = test::run_awaitable(answers.find(key, kDeadline));
    return found && *found ? **found : "none";
}

// What all workers share, and can go away.
class Shared final : public WebhookAnswers {
public:
    boost::asio::awaitable<Result<SharedText>> find(std::string key, Deadline deadline) override {
        ++asked;
        if (away) co_return Error{ErrorKind::transient, "database.unavailable", "away"};
        auto found = co_await answers_.find(std::move(key), deadline);
        co_return found;
    }
    boost::asio::awaitable<Result<SharedText>> keep(std::string key, SharedText answer, Deadline deadline) override {
        ++asked;
        if (away) co_return Error{ErrorKind::transient, "database.unavailable", "away"};
        auto stands = co_await answers_.keep(std::move(key), std::move(answer), deadline);
        co_return stands;
    }

    bool away = false;
    int asked = 0;

private:
    MemoryWebhookAnswers answers_;
};

class TwoWorkers : public ::testing::Test {
protected:
    test::FakeClock clock_;
    Shared shared_;
    MemoryWebhookAnswers one_own_;
    MemoryWebhookAnswers other_own_;
    LayeredWebhookAnswers one_{one_own_, shared_, clock_};
    LayeredWebhookAnswers other_{other_own_, shared_, clock_};
};

TEST(WebhookAnswers, forget_the_oldest_first) {
    MemoryWebhookAnswers answers(2, 1000);
    for (const auto* key : {"a", "b", "c"}) keep(answers, key, "answer");
    EXPECT_EQ(find(answers, "a"), "none");
    EXPECT_EQ(find(answers, "b"), "answer");
    EXPECT_EQ(find(answers, "c"), "answer");
}

TEST(WebhookAnswers, hold_no_more_bytes_than_they_may) {
    MemoryWebhookAnswers answers(10, 1000);
    keep(answers, "a", std::string(600, 'x'));
    keep(answers, "b", std::string(600, 'x'));
    EXPECT_EQ(find(answers, "a"), "none");
    EXPECT_NE(find(answers, "b"), "none");
    EXPECT_EQ(keep(answers, "c", std::string(2000, 'y')), std::string(2000, 'y'));
    EXPECT_EQ(find(answers, "c"), "none");
}

TEST(WebhookAnswers, keep_the_first_of_a_key) {
    MemoryWebhookAnswers answers;
    EXPECT_EQ(keep(answers, "a", "first"), "first");
    EXPECT_EQ(keep(answers, "a", "second"), "first");
}

TEST_F(TwoWorkers, give_the_same_answer_to_a_repeat) {
    keep(one_, "a", "answer");
    EXPECT_EQ(find(other_, "a"), "answer");
}

TEST_F(TwoWorkers, agree_on_the_first_answer_when_both_were_at_it) {
    EXPECT_EQ(keep(one_, "a", "of one"), "of one");
    EXPECT_EQ(keep(other_, "a", "of the other"), "of one");
    EXPECT_EQ(find(other_, "a"), "of one");
}

TEST_F(TwoWorkers, ask_for_the_same_answer_once) {
    keep(one_, "a", "answer");
    find(other_, "a");
    const auto asked = shared_.asked;
    EXPECT_EQ(find(other_, "a"), "answer");
    EXPECT_EQ(find(one_, "a"), "answer");
    EXPECT_EQ(shared_.asked, asked);
}

TEST_F(TwoWorkers, remember_alone_and_ask_nobody_for_a_while_when_the_shared_ones_are_away) {
    shared_.away = true;
    EXPECT_EQ(keep(one_, "a", "answer"), "answer");
    EXPECT_EQ(find(one_, "a"), "answer");
    EXPECT_EQ(find(one_, "b"), "none");
    EXPECT_EQ(shared_.asked, 1);
    shared_.away = false;
    clock_.advance(LayeredWebhookAnswers::kPause);
    EXPECT_EQ(find(one_, "b"), "none");
    EXPECT_EQ(shared_.asked, 2);
}

}  // namespace
}  // namespace hub::http
