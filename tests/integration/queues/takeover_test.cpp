#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include <pqxx/pqxx>

#include "queues/database_session.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

// Never comes to an end: what it translates stays leased.
class Stuck final : public Translator {
public:
    Result<Message> translate(const Message&) const override {
        for (;;) pause();
    }
};

// A hub in a process of its own, to be killed.
class TakeoverTest : public DeliveryTest {
protected:
    ~TakeoverTest() override { kill_child(); }

    void start_child() {
        child_ = fork();
        ASSERT_GE(child_, 0);
        if (child_ > 0) return;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        Hub hub(*this, "child");
        for (;;) pause();
    }

    void kill_child() {
        if (child_ <= 0) return;
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
        child_ = 0;
    }

    void cut_all_workers_off() {
        DatabaseSession session(servers.application(), "cutter", system_clock());
        const auto done = session.run([](pqxx::transaction_base& transaction) {
            transaction.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                             "WHERE application_name = 'passport-hub liveness'");
        });
        EXPECT_TRUE(done.ok());
    }

    const Stuck stuck;

private:
    pid_t child_ = 0;
};

TEST_F(TakeoverTest, delivers_once_what_a_worker_had_leased_when_it_was_killed) {
    publish(50);
    relay_everything();  // all before it reads: it would be stuck with the first ones otherwise
    routes.front().translator = "stuck";
    translators["stuck"] = &stuck;
    start_child();
    ASSERT_TRUE(eventually([this] { return count("leased") == 50; }));
    routes.front().translator.clear();
    Hub hub(*this);
    ASSERT_TRUE(eventually([&hub] { return hub.runtime().checks().at(1).ok; }));
    EXPECT_EQ(count("leased"), 50);
    kill_child();
    ASSERT_TRUE(eventually([this] { return count("sent") == 50; }, 5s));
    EXPECT_EQ(sink.calls(), 50);
    EXPECT_EQ(text_of("SELECT string_agg(DISTINCT crashes::text, ' ') FROM hub.delivery"), "1");
}

TEST_F(TakeoverTest, follows_the_routes_rule_for_calls_under_way_when_a_worker_was_killed) {
    auto shown = routes.front();
    shown.id = "shown";
    shown.type = "coupon.sent";
    shown.unknown = UnknownRule::show;
    routes.push_back(shown);
    for (auto& route : routes) route.timeout = 200ms;
    publish(2);
    publish(1, "coupon.sent");
    sink.hold();
    start_child();
    ASSERT_TRUE(eventually([this] { return count("sending") == 3; }));
    const auto key = text_of("SELECT idempotency_key FROM hub.delivery_instruction WHERE route = 'shown'");
    kill_child();
    sink.release();
    Hub hub(*this);
    EXPECT_FALSE(eventually([this] { return count("sending") != 3; }, 3s)) << "before the connector's own deadline";
    ASSERT_TRUE(eventually([this] { return count("sent") == 2 && count("unknown") == 1; }, 15s));
    EXPECT_EQ(sink.calls(), 2);
    EXPECT_EQ(sink.call(0).delivery.attempt, 2);
    EXPECT_NE(sink.call(0).delivery.idempotency_key, key);
    EXPECT_NE(sink.call(1).delivery.idempotency_key, key);
}

TEST_F(TakeoverTest, parks_a_delivery_that_workers_keep_dying_over) {
    publish(1);
    execute("UPDATE hub.delivery SET crashes = 2");
    routes.front().translator = "stuck";
    translators["stuck"] = &stuck;
    start_child();
    ASSERT_TRUE(eventually([this] { return count("leased") == 1; }));
    kill_child();
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1; }));
    EXPECT_EQ(text_of("SELECT last_error_detail FROM hub.delivery"), "処理中にワーカーが3回停止したため、保留しました");
}

TEST_F(TakeoverTest, does_not_blame_a_worker_for_a_session_that_ended_with_the_server) {
    publish(1);
    execute("INSERT INTO hub.worker (name, started_at) VALUES ('survivor', now() - interval '1 year')");
    execute("UPDATE hub.delivery SET state = 'leased', epoch = 1, crashes = 2, leased_by = (SELECT max(id) FROM hub.worker)");
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("sent") + count("parked") == 1; }));
    EXPECT_EQ(count("sent"), 1);
    EXPECT_EQ(text_of("SELECT crashes FROM hub.delivery"), "2");
}

TEST_F(TakeoverTest, leaves_calls_under_way_to_their_worker_for_a_moment_when_the_database_is_back) {
    publish(1);
    execute("INSERT INTO hub.worker (name) VALUES ('survivor')");
    execute(
        "UPDATE hub.delivery SET state = 'sending', epoch = 1, attempts = 1, "
        "sending_since = now() - interval '1 hour', leased_by = (SELECT max(id) FROM hub.worker)");
    Hub hub(*this);
    ASSERT_TRUE(eventually([&hub] { return hub.runtime().checks().at(1).ok; }));
    EXPECT_FALSE(eventually([this] { return count("sending") != 1; }, 2s)) << "it may know what became of the call";
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
}

// A lease that a crash of PostgreSQL forgets would be given out again with the same epoch.
TEST_F(TakeoverTest, waits_for_the_disk_before_a_lease_is_used) {
    execute("CREATE TABLE hub.lease_setting (value text)");
    execute("CREATE FUNCTION hub.note_lease() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN "
            "INSERT INTO hub.lease_setting VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$");
    execute("CREATE TRIGGER note_lease AFTER UPDATE ON hub.delivery FOR EACH ROW WHEN (NEW.state = 'leased') "
            "EXECUTE FUNCTION hub.note_lease()");
    publish(1);
    {
        Hub hub(*this);
        EXPECT_TRUE(eventually([this] { return count("sent") == 1; }));
    }
    EXPECT_EQ(text_of("SELECT string_agg(DISTINCT value, ' ') FROM hub.lease_setting"), "on");
    execute("DROP TRIGGER note_lease ON hub.delivery");
    execute("DROP FUNCTION hub.note_lease");
    execute("DROP TABLE hub.lease_setting");
}

TEST_F(TakeoverTest, sends_nothing_twice_when_workers_lose_their_sessions_again_and_again) {
    publish(3'000);
    Hub first(*this, "first");
    Hub second(*this, "second");
    for (int cut = 0; cut < 5; ++cut) {
        const int before = sink.calls();
        ASSERT_TRUE(eventually([&] { return sink.calls() > before || sink.calls() == 3'000; }));
        cut_all_workers_off();
    }
    ASSERT_TRUE(eventually([this] { return count("sent") == 3'000; }));
    EXPECT_EQ(sink.calls(), 3'000);
    EXPECT_EQ(sink.different_keys(), 3'000u);
}

TEST_F(TakeoverTest, takes_over_rows_that_somebody_put_into_leased_by_hand) {
    publish(2);
    execute("UPDATE hub.delivery SET state = 'leased', epoch = 5, leased_by = CASE WHEN id % 2 = 0 THEN 99999999999 END");
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("sent") == 2; }));
    EXPECT_EQ(sink.calls(), 2);
}

}  // namespace
}  // namespace hub::queues
