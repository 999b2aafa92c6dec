#include "connectors/passport_db/webhook_answer_store.hpp"

#include <thread>

#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

class SharedWebhookAnswers : public PassportDatabase {
protected:
    SharedWebhookAnswers() { EXPECT_TRUE(as_owner("DELETE FROM hub.webhook_answer").ok()); }

    std::string keep(const std::string& key, const std::string& answer) {
        WebhookAnswerStore store(application);
        const auto stands =
            test::run_awaitable(store.keep(key, std::make_shared<const std::string>(answer), soon()));
        return stands ? **stands : stands.error().code;
    }
    // The kept answer, or "none".
    std::string find(const std::string& key) {
        WebhookAnswerStore store(application);
        const auto found = test::run_awaitable(store.find(key, soon()));
        if (!found) return found.error().code;
        return *found ? **found : "none";
    }
};

TEST_F(SharedWebhookAnswers, are_found_by_their_whole_key) {
    const std::string key = std::string("session\nresponse\n\0x", 19) + std::string(5000, 'x');
    EXPECT_EQ(find(key), "none");
    EXPECT_EQ(keep(key, R"({"text":"焼津駅"})"), R"({"text":"焼津駅"})");
    EXPECT_EQ(find(key), R"({"text":"焼津駅"})");
    EXPECT_EQ(find(key + "y"), "none");
}

TEST_F(SharedWebhookAnswers, tell_nobody_whose_conversation_it_was) {
    keep("projects/p/agent/sessions/who", "answer");
    EXPECT_EQ(value("SELECT count(*) FROM hub.webhook_answer AS kept WHERE kept::text LIKE '%who%'"), "0");
}

TEST_F(SharedWebhookAnswers, stay_the_first_ones_when_several_workers_answer_at_once) {
    std::vector<std::string> stands(8);
    std::vector<std::thread> threads;
    for (std::size_t worker = 0; worker < stands.size(); ++worker)
        threads.emplace_back([&, worker] { stands[worker] = keep("key", "answer of " + std::to_string(worker)); });
    for (auto& thread : threads) thread.join();
    for (const auto& answer : stands) EXPECT_EQ(answer, stands.front());
    EXPECT_EQ(find("key"), stands.front());
}

TEST_F(SharedWebhookAnswers, are_gone_after_two_minutes_and_tidied_away_by_the_next) {
    for (int number = 0; number < 5; ++number) keep("old " + std::to_string(number), "answer");
    ASSERT_TRUE(as_owner("UPDATE hub.webhook_answer SET kept_at = now() - interval '121 seconds'").ok());
    EXPECT_EQ(find("old 1"), "none");
    keep("new", "answer");
    EXPECT_EQ(value("SELECT count(*) FROM hub.webhook_answer"), "1");
}

}  // namespace
}  // namespace hub::passport_db
