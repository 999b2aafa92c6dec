#include "connectors/passport_db/kept_answer_store.hpp"

#include <pqxx/pqxx>

#include <atomic>
#include <thread>

#include "portal/api/keyed_change.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

// Counts who has tried for a key.
class CountingStore final : public KeptAnswers {
public:
    Result<std::optional<HttpResponse>> claim(UnitOfWork& unit_of_work, const KeyedRequest& request) override {
        auto answer = store_.claim(unit_of_work, request);
        ++claims;
        return answer;
    }
    Result<void> keep(UnitOfWork& unit_of_work, const KeyedRequest& request, const HttpResponse* answer) override {
        return store_.keep(unit_of_work, request, answer);
    }
    std::atomic<int> claims{0};

private:
    KeptAnswerStore store_;
};

class KeptAnswerStoreTest : public PassportDatabase {
protected:
    KeptAnswerStoreTest() {
        EXPECT_TRUE(as_owner("DELETE FROM hub.kept_answer; DROP TABLE IF EXISTS public.effect;"
                             " CREATE TABLE public.effect (what text); GRANT ALL ON public.effect TO passport_app")
                        .ok());
    }

    ~KeptAnswerStoreTest() override { EXPECT_TRUE(as_owner("DROP TABLE public.effect").ok()); }

    // Asks for a change that writes one row; the answer's body, "repeated: " before it, or the error's code.
    std::string ask(const std::string& key, const std::string& content, bool keep_answer = true) {
        auto change = std::make_shared<portal::KeyedChange>();
        change->request = KeyedRequest{key, content};
        change->keep_answer = keep_answer;
        change->change = [this, content](UnitOfWork& unit_of_work) -> Result<HttpResponse> {
            if (const auto meanwhile = std::exchange(in_change, nullptr)) meanwhile(unit_of_work);
            runtime::native(unit_of_work).exec_params0("INSERT INTO public.effect VALUES ($1)", content);
            if (refusal) return *refusal;
            return HttpResponse{201, {{"Content-Type", "application/json"}}, "{\"店\":\"" + content + "\"}"};
        };
        change->refusal = [](const Error& error) { return HttpResponse{409, {}, error.code}; };
        const auto answer = test::run_awaitable(
            portal::carry_out(application, store, system_clock(), std::move(change), soon()), std::chrono::seconds(20));
        if (!answer) return answer.error().code;
        return (answer->repeated ? "repeated: " : "") + answer->response.body;
    }
    // Until so many have tried for a key, also in vain.
    void until_claimed(int times) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(4);
        while (store.claims < times && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    }
    std::string effects() { return value("SELECT count(*) FROM public.effect"); }

    CountingStore store;
    std::optional<Error> refusal;
    std::function<void(UnitOfWork&)> in_change;  // happens once, in the middle of the next change
};

TEST_F(KeptAnswerStoreTest, a_repeat_gets_the_same_answer_and_changes_nothing) {
    EXPECT_EQ(ask("k", "焼津"), R"({"店":"焼津"})");
    EXPECT_EQ(ask("k", "焼津"), R"(repeated: {"店":"焼津"})");
    EXPECT_EQ(ask("k", "another"), kKeyReused);
    EXPECT_EQ(effects(), "1");
    EXPECT_EQ(value("SELECT status || ' ' || headers FROM hub.kept_answer"),
              R"(201 [["Content-Type","application/json"]])");
}

TEST_F(KeptAnswerStoreTest, many_at_once_are_carried_out_once_and_all_get_that_answer) {
    std::vector<std::string> others(3);
    std::vector<std::thread> threads;
    in_change = [&](UnitOfWork&) {
        for (auto& other : others) threads.emplace_back([this, &other] { other = ask("k", "once"); });
        until_claimed(4);
    };
    EXPECT_EQ(ask("k", "once"), R"({"店":"once"})");
    for (auto& thread : threads) thread.join();
    for (const auto& other : others) EXPECT_EQ(other, R"(repeated: {"店":"once"})");
    EXPECT_EQ(effects(), "1");
}

TEST_F(KeptAnswerStoreTest, another_request_under_the_key_is_refused_also_while_the_first_is_under_way) {
    std::string other;
    std::thread thread;
    in_change = [&](UnitOfWork&) {
        thread = std::thread([&] { other = ask("k", "other"); });
        until_claimed(2);
    };
    ask("k", "first");
    thread.join();
    EXPECT_EQ(other, kKeyReused);
    EXPECT_EQ(value("SELECT string_agg(what, ',') FROM public.effect"), "first");
}

TEST_F(KeptAnswerStoreTest, a_refusal_is_kept_without_the_change) {
    refusal = Error{ErrorKind::conflict, "not.now", ""};
    EXPECT_EQ(ask("k", "a"), "not.now");
    refusal.reset();
    EXPECT_EQ(ask("k", "a"), "repeated: not.now");
    EXPECT_EQ(effects(), "0");
}

TEST_F(KeptAnswerStoreTest, a_lost_connection_leaves_neither_the_change_nor_an_answer) {
    in_change = [](UnitOfWork& unit_of_work) {
        runtime::native(unit_of_work).exec("SELECT pg_terminate_backend(pg_backend_pid())");
    };
    EXPECT_EQ(ask("k", "a"), "database.unavailable");
    EXPECT_EQ(effects(), "0");
    EXPECT_EQ(value("SELECT count(*) FROM hub.kept_answer"), "0");
    EXPECT_EQ(ask("k", "a"), R"({"店":"a"})");
}

TEST_F(KeptAnswerStoreTest, tells_nobody_the_key_or_the_request) {
    ask("who@example.jp", "焼津");
    EXPECT_EQ(value("SELECT count(*) FROM hub.kept_answer AS kept WHERE key_sha256 || request_sha256 LIKE '%who%'"),
              "0");
}

TEST_F(KeptAnswerStoreTest, an_answer_with_credentials_is_not_in_the_table) {
    EXPECT_EQ(ask("k", "secret", false), R"({"店":"secret"})");
    EXPECT_EQ(value("SELECT num_nulls(status, headers, body) FROM hub.kept_answer"), "3");
    EXPECT_EQ(ask("k", "secret", false), kAnswerNotKept);
    EXPECT_EQ(effects(), "1");
}

TEST_F(KeptAnswerStoreTest, after_24_hours_a_key_is_free_again) {
    ask("k", "a");
    ASSERT_TRUE(as_owner("UPDATE hub.kept_answer SET kept_at = now() - interval '24 hours 1 second'").ok());
    EXPECT_EQ(ask("k", "b"), R"({"店":"b"})");
    EXPECT_EQ(ask("k", "b"), R"(repeated: {"店":"b"})");
}

TEST_F(KeptAnswerStoreTest, an_answer_that_is_too_large_is_not_given_at_all) {
    EXPECT_EQ(ask("k", std::string(KeptAnswers::kMostBytes, 'x')), "answer.too_large");
    EXPECT_EQ(effects(), "0");
}

}  // namespace
}  // namespace hub::passport_db
