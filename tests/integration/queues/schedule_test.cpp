#include "queues/schedule/scheduler.hpp"

#include "queues/schedule/schedule_store.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class ScheduleTest : public DeliveryTest {
protected:
    Result<void> save(const Schedule& schedule) {
        runtime::Database database(servers.application(), system_clock(), nullptr);
        return database.run_here([&](UnitOfWork& unit_of_work) { return save_schedule(unit_of_work, schedule); },
                                 Deadline::after(system_clock(), 10s));
    }

    Schedule due(const std::string& name, std::chrono::seconds since = 1s) const {
        Schedule schedule;
        schedule.name = name;
        schedule.type = "shop.approved";
        schedule.next_at = system_clock().wall() - since;
        schedule.changed_by = "operator";
        return schedule;
    }

    // A daily schedule that was not looked at for a good week.
    Schedule neglected(const std::string& name, IfMissed if_missed) const {
        auto schedule = due(name, 8 * 24h + 1h);
        schedule.cron = "0 9 * * *";
        schedule.if_missed = if_missed;
        // At nine o'clock in Japan.
        schedule.next_at = next_time(*rule_of(schedule), *schedule.next_at);
        // Neither is it so close to nine now that today's time is on time.
        schedule.grace = 1min;
        return schedule;
    }

    Result<void> step() {
        DatabaseSession database(servers.application(), "scheduler", system_clock());
        return Scheduler(database, std::make_shared<RouteBook>(routes), system_clock()).step();
    }

    std::string run_of(const std::string& name) {
        return text_of("SELECT outcome FROM hub.schedule_run WHERE schedule = '" + name + "'");
    }
};

TEST_F(ScheduleTest, fires_every_time_once_however_many_processes_look) {
    for (int number = 0; number < 20; ++number) ASSERT_TRUE(save(due("once_" + std::to_string(number))).ok());
    std::vector<std::thread> processes;
    for (int process = 0; process < 4; ++process)
        processes.emplace_back([this] {
            for (int round = 0; round < 5; ++round) EXPECT_TRUE(step().ok());
        });
    for (auto& process : processes) process.join();
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.message WHERE source = '/queues/schedule'"), "20");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.schedule_run WHERE outcome = 'fired'"), "20");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.schedule WHERE next_at IS NOT NULL"), "0");
}

TEST_F(ScheduleTest, reaches_the_sink_through_the_outbox) {
    auto schedule = due("reminder");
    schedule.data = R"({"shop_name":"パン屋"})";
    ASSERT_TRUE(save(schedule).ok());
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return sink.calls() == 1; }));
    EXPECT_EQ(sink.call(0).message.subject, "schedule/reminder");
    EXPECT_EQ(sink.call(0).message.data_text(), R"({"shop_name": "パン屋"})");
}

TEST_F(ScheduleTest, fires_a_missed_time_late_and_counts_the_others) {
    ASSERT_TRUE(save(neglected("late", IfMissed::fire)).ok());
    ASSERT_TRUE(step().ok());
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.message"), "1");
    EXPECT_TRUE(run_of("late") == "fired_late" || run_of("late") == "fired") << run_of("late");
    EXPECT_EQ(text_of("SELECT missed >= 7 FROM hub.schedule_run"), "t");
    EXPECT_EQ(text_of("SELECT next_at > now() FROM hub.schedule"), "t");
}

TEST_F(ScheduleTest, skips_a_missed_time_and_says_so) {
    auto schedule = due("gone", 2h);
    schedule.if_missed = IfMissed::skip;
    ASSERT_TRUE(save(schedule).ok());
    ASSERT_TRUE(step().ok());
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.message"), "0");
    EXPECT_EQ(run_of("gone"), "skipped");
    EXPECT_EQ(text_of("SELECT missed FROM hub.schedule_run"), "1");
}

TEST_F(ScheduleTest, decides_about_a_time_once_even_when_it_is_put_back_by_hand) {
    ASSERT_TRUE(save(due("again")).ok());
    ASSERT_TRUE(step().ok());
    execute("UPDATE hub.schedule SET next_at = (SELECT due_at FROM hub.schedule_run)");
    ASSERT_TRUE(step().ok());
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.message"), "1");
}

TEST_F(ScheduleTest, pauses_what_it_cannot_understand_and_fires_the_rest) {
    ASSERT_TRUE(save(due("broken")).ok());
    ASSERT_TRUE(save(due("sound")).ok());
    execute("UPDATE hub.schedule SET cron = 'every day' WHERE name = 'broken'");
    ASSERT_TRUE(step().ok());
    EXPECT_EQ(text_of("SELECT paused FROM hub.schedule WHERE name = 'broken'"), "t");
    EXPECT_EQ(run_of("sound"), "fired");
}

TEST_F(ScheduleTest, is_changed_by_staff_only_and_remembers_who_did) {
    auto schedule = due("reminder");
    execute("INSERT INTO hub.staff (name, status) VALUES ('gone', 'suspended') ON CONFLICT DO NOTHING");
    schedule.changed_by = "gone";
    EXPECT_EQ(save(schedule).error().code, "schedule.not_staff");
    schedule.changed_by = "nobody";
    EXPECT_EQ(save(schedule).error().kind, ErrorKind::forbidden);
    schedule.changed_by = "operator";
    EXPECT_TRUE(save(schedule).ok());
    EXPECT_EQ(text_of("SELECT actor FROM hub.audit WHERE action = 'schedule.set' AND object_id = 'reminder' "
                      "ORDER BY id DESC LIMIT 1"),
              "operator");
}

}  // namespace
}  // namespace hub::queues
