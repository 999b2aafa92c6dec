#include "queues/alarms/alarm_watch.hpp"

#include "queues/alarms/alarm_store.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

// Watches of several workers on one database; "later" is a change of the rows, not a wait.
class AlarmTest : public DeliveryTest {
protected:
    AlarmTest() {
        execute("TRUNCATE hub.alarm, hub.worker_report");
        for (const char* type : {"alarm.began", "alarm.over"}) {
            auto route = routes.front();
            route.type = type;
            route.id = std::string(type) + "_mail";
            routes.push_back(route);
        }
    }

    std::unique_ptr<AlarmWatch> watch(const std::string& name = "worker-1") {
        AlarmSettings settings{
            servers.application(), {"127.0.0.1", servers.redis_port()}, {name + "-0123", name, "machine", 1}, mail_to};
        return std::make_unique<AlarmWatch>(std::move(settings), clock, std::make_shared<RouteBook>(routes),
                                            [this] { return local; });
    }
    void look() { ASSERT_TRUE(watch()->look_once().ok()); }
    // As if nobody had seen any of the conditions for an hour.
    void an_hour_passes() { execute("UPDATE hub.alarm SET last_seen_at = last_seen_at - interval '1 hour'"); }

    std::string open(const std::string& kind) {
        return text_of(
            "SELECT string_agg(subject || ' ' || count, ', ' ORDER BY subject) FROM hub.alarm "
            "WHERE over_at IS NULL AND kind = '" +
            kind + "'");
    }
    std::string mails(const std::string& type) {
        return text_of("SELECT count(*) FROM hub.message WHERE type = '" + type + "'");
    }
    // Deliveries of new messages in a final state, since a second.
    void finished(const std::string& state, int number = 1, const std::string& code = "smtp.reply_550") {
        for (const auto& id : publish(number))
            execute("UPDATE hub.delivery SET state = '" + state +
                    "', finished_at = now() - interval '1 second', "
                    "last_error_code = '" +
                    code + "' WHERE id IN (SELECT id FROM hub.delivery_instruction WHERE message_id = '" + id + "')");
    }
    Result<AlarmRecord> acknowledge(const std::string& by, const std::string& reason = "known", std::int64_t id = 0) {
        if (id == 0) id = std::stoll(text_of("SELECT max(id) FROM hub.alarm"));
        runtime::Database database(servers.application(), system_clock(), nullptr);
        Result<AlarmRecord> alarm;
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) -> Result<void> {
                alarm = acknowledge_alarm(unit_of_work, id, by, reason);
                if (!alarm) return alarm.error();
                return Result<void>::success();
            },
            Deadline::after(system_clock(), 10s));
        if (!done) return done.error();
        return alarm;
    }

    test::FakeClock clock;
    LocalState local;
    std::vector<std::string> mail_to{"first@example.jp"};
};

TEST_F(AlarmTest, is_raised_once_however_many_workers_look_and_told_when_it_is_over) {
    finished("parked", 3);
    std::vector<std::thread> workers;
    for (int worker = 1; worker <= 4; ++worker)
        workers.emplace_back([this, worker] {
            const auto own = watch("worker-" + std::to_string(worker));
            for (int round = 0; round < 10; ++round) EXPECT_TRUE(own->look_once().ok());
        });
    for (auto& worker : workers) worker.join();
    EXPECT_EQ(open("parked"), "mail 3");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.alarm"), "1");
    EXPECT_EQ(mails("alarm.began"), "1");

    execute("UPDATE hub.delivery SET state = 'sent' WHERE state = 'parked'");
    look();
    EXPECT_EQ(mails("alarm.over"), "0") << "it may come back at once";
    an_hour_passes();
    look();
    look();
    EXPECT_EQ(open("parked"), "");
    EXPECT_EQ(mails("alarm.began"), "1");
    EXPECT_EQ(mails("alarm.over"), "1");
}

TEST_F(AlarmTest, tells_each_person_in_one_mail_of_all_that_began_together) {
    mail_to = {"first@example.jp", "second@example.jp"};
    finished("parked");
    finished("unknown", 2);
    look();
    EXPECT_EQ(open("parked"), "mail 1");
    EXPECT_EQ(open("unknown_outcome"), "mail 2");
    EXPECT_EQ(mails("alarm.began"), "2");
    EXPECT_EQ(
        text_of("SELECT string_agg(data ->> 'to' || jsonb_array_length(data -> 'alarms'), ' ' ORDER BY data ->> 'to') "
                "FROM hub.message WHERE type = 'alarm.began'"),
        "first@example.jp2 second@example.jp2");
    EXPECT_EQ(text_of("SELECT mailed_to::text FROM hub.alarm LIMIT 1"), "{first@example.jp,second@example.jp}");
}

TEST_F(AlarmTest, is_shown_without_a_mail_when_nobody_is_to_be_mailed) {
    mail_to = {};
    finished("parked");
    look();
    EXPECT_EQ(open("parked"), "mail 1");
    EXPECT_EQ(mails("alarm.began"), "0");
}

TEST_F(AlarmTest, about_its_own_mails_is_shown_but_mailed_to_nobody) {
    finished("parked");
    look();
    ASSERT_EQ(mails("alarm.began"), "1");
    execute("UPDATE hub.delivery SET state = 'parked', finished_at = now() "
            "WHERE id IN (SELECT id FROM hub.delivery_instruction WHERE route = 'alarm.began_mail')");
    for (int round = 0; round < 3; ++round) look();
    EXPECT_EQ(open("parked"), "alarm_mails 1, mail 1");
    EXPECT_EQ(mails("alarm.began"), "1");
    execute("UPDATE hub.delivery SET state = 'sent'");
    an_hour_passes();
    look();
    EXPECT_EQ(mails("alarm.over"), "1");
}

TEST_F(AlarmTest, does_not_tell_of_what_a_person_parked) {
    finished("parked", 1, "person.parked");
    look();
    EXPECT_EQ(open("parked"), "");
}

TEST_F(AlarmTest, is_over_once_acknowledged_and_comes_back_only_for_what_happens_later) {
    finished("parked", 2);
    look();
    const auto acknowledged = acknowledge("operator");
    ASSERT_TRUE(acknowledged) << acknowledged.error().detail;
    EXPECT_EQ(acknowledged->acknowledged_by, "operator");
    look();
    EXPECT_EQ(open("parked"), "");
    EXPECT_EQ(mails("alarm.over"), "1");
    EXPECT_EQ(
        text_of("SELECT actor || ' ' || action FROM hub.audit WHERE object_kind = 'alarm' ORDER BY id DESC LIMIT 1"),
        "operator alarm.acknowledge");
    execute(
        "UPDATE hub.delivery SET finished_at = clock_timestamp() WHERE id = (SELECT min(id) FROM hub.delivery WHERE "
        "state = 'parked')");
    look();
    EXPECT_EQ(open("parked"), "mail 1") << "the other one was acknowledged";
    EXPECT_EQ(text_of("SELECT quiet_seconds FROM hub.alarm WHERE over_at IS NULL"), "20");
}

TEST_F(AlarmTest, is_acknowledged_by_those_who_may_and_only_while_it_lasts) {
    finished("parked");
    look();
    EXPECT_EQ(acknowledge("stranger").error().kind, ErrorKind::forbidden);
    EXPECT_EQ(acknowledge("", "").error().fields.size(), 2u);
    EXPECT_EQ(acknowledge("operator", "x", 999'999).error().kind, ErrorKind::not_found);
    execute("UPDATE hub.alarm SET over_at = now()");
    EXPECT_EQ(acknowledge("operator").error().kind, ErrorKind::conflict);
}

TEST_F(AlarmTest, tells_of_a_missed_schedule_until_it_fires_in_time_again) {
    execute(
        "INSERT INTO hub.schedule (name, cron, type, next_at, changed_by) VALUES "
        "('daily', '0 9 * * *', 'shop.approved', now() + interval '1 day', 'operator'), "
        "('asleep', '0 9 * * *', 'shop.approved', now() - interval '7 minutes', 'operator'), "
        "('well', '0 9 * * *', 'shop.approved', now() - interval '2 minutes', 'operator')");
    execute(
        "INSERT INTO hub.schedule_run (schedule, due_at, outcome, missed) VALUES "
        "('daily', now() - interval '1 day', 'skipped', 2), ('well', now() - interval '1 day', 'fired', 0), "
        "('removed', now() - interval '1 day', 'skipped', 1)");
    look();
    EXPECT_EQ(open("missed_schedule"), "asleep 1, daily 2");
    execute("INSERT INTO hub.schedule_run (schedule, due_at, outcome) VALUES ('daily', now(), 'fired')");
    execute("UPDATE hub.schedule SET next_at = now() + interval '1 day'");
    an_hour_passes();
    look();
    EXPECT_EQ(open("missed_schedule"), "");
    EXPECT_EQ(mails("alarm.over"), "1");
}

TEST_F(AlarmTest, tells_of_a_redis_that_takes_no_writes) {
    redis({"CONFIG", "SET", "maxmemory", "1"});
    const auto own = watch();
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("redis_refusing"), "redis 1");
    EXPECT_NE(text_of("SELECT detail FROM hub.alarm").find("OOM"), std::string::npos);
    redis({"CONFIG", "SET", "maxmemory", "0"});
    ASSERT_TRUE(own->look_once().ok());
    an_hour_passes();
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("redis_refusing"), "");
    EXPECT_EQ(mails("alarm.began"), "1");
    EXPECT_EQ(mails("alarm.over"), "1");
}

TEST_F(AlarmTest, tells_of_a_check_that_has_been_failing_for_a_while) {
    local.checks = {{"dialogflow", false, "no answer"}, {"mail", true, "ok"}};
    const auto own = watch();
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("failing_check"), "") << "it may be over in a moment";
    clock.advance(3s);
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("failing_check"), "dialogflow 1");
    local.checks[0].ok = true;
    ASSERT_TRUE(own->look_once().ok());
    an_hour_passes();
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("failing_check"), "");
}

TEST_F(AlarmTest, lasts_while_any_worker_still_sees_what_it_is_about) {
    local.conditions = {{AlarmKind::provider_refusing, "mail", 5, "refuses", true}};
    const auto one = watch("worker-1");
    const auto two = watch("worker-2");
    ASSERT_TRUE(one->look_once().ok());
    ASSERT_TRUE(two->look_once().ok());
    local.conditions.clear();
    ASSERT_TRUE(one->look_once().ok());
    an_hour_passes();
    ASSERT_TRUE(one->look_once().ok());
    EXPECT_EQ(open("provider_refusing"), "mail 5") << "the second worker has not said otherwise";
    ASSERT_TRUE(two->look_once().ok());
    an_hour_passes();
    ASSERT_TRUE(two->look_once().ok());
    EXPECT_EQ(open("provider_refusing"), "");
    EXPECT_EQ(mails("alarm.began"), "1");
}

TEST_F(AlarmTest, knows_from_the_calls_that_a_provider_refuses) {
    sink.answer_next({{ErrorKind::unauthenticated, "smtp.reply_535", "no"}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([&] { return hub.runtime().calls().troubles().size() == 1; }));
    ASSERT_TRUE(eventually([&] { return hub.runtime().calls().troubles().empty(); })) << "the next attempt is taken";
    EXPECT_EQ(hub.runtime().calls().calls().at("shop_approved_mail").taken, 1);
}

TEST_F(AlarmTest, tells_of_a_worker_that_is_gone_without_a_word) {
    const auto own = watch("worker-1");
    ASSERT_TRUE(watch("worker-2")->look_once().ok());
    execute("UPDATE hub.worker_report SET reported_at = now() - interval '31 seconds'");
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("worker_restarting"), "") << "PostgreSQL may have been away for everybody";
    clock.advance(31s);
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("worker_restarting"), "machine worker-2 1");
    ASSERT_TRUE(acknowledge("operator").ok());
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("worker_restarting"), "");
    ASSERT_TRUE(own->look_once().ok());
    EXPECT_EQ(open("worker_restarting"), "");
}

}  // namespace
}  // namespace hub::queues
