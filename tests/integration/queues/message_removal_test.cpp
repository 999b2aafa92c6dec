#include "queues/message_removal.hpp"

#include <pqxx/pqxx>

#include "queues/messages_read.hpp"
#include "router/core/metrics.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class MessageRemovalTest : public DeliveryTest {
protected:
    // A message whose delivery is in a state since so many days; returns the message's id.
    std::string message(const std::string& state, int days) {
        const auto id = publish(1).front();
        execute("UPDATE hub.message SET accepted_at = now() - interval '1 day' * " + std::to_string(days) +
                " - interval '1 hour' WHERE id = '" + id + "'");
        execute("UPDATE hub.delivery SET state = '" + state + "', finished_at = now() - interval '1 day' * " +
                std::to_string(days) + " WHERE id IN (SELECT id FROM hub.delivery_instruction WHERE message_id = '" +
                id + "')");
        return id;
    }
    bool is_there(const std::string& id) {
        return text_of("SELECT count(*) FROM hub.message WHERE id = '" + id + "'") == "1";
    }
    std::string messages() { return text_of("SELECT count(*) FROM hub.message"); }
    static std::int64_t removed(const char* kind) {
        return metrics::number("hub_messages_removed_total", std::string("kind=\"") + kind + "\"");
    }

    test::FakeClock clock;
    DatabaseSession database{servers.application(), "removal", system_clock()};
};

TEST_F(MessageRemovalTest, removes_what_is_finished_or_parked_for_longer_than_it_is_kept) {
    const std::vector<std::string> young{message("sent", 89), message("failed", 89), message("parked", 179),
                                         message("unknown", 179)};
    const std::vector<std::string> old{message("sent", 91), message("failed", 91), message("parked", 181),
                                       message("unknown", 181)};
    execute("INSERT INTO hub.delivery_event (delivery_id, to_state) SELECT id, 'sent' FROM hub.delivery");
    const auto finished = removed("finished");
    const auto parked = removed("parked");
    MessageRemoval(database, {}, clock).step();
    for (const auto& id : young) EXPECT_TRUE(is_there(id));
    for (const auto& id : old) EXPECT_FALSE(is_there(id));
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery_event"), "4");
    EXPECT_EQ(removed("finished") - finished, 2);
    EXPECT_EQ(removed("parked") - parked, 2);
}

TEST_F(MessageRemovalTest, removes_kept_answers_after_a_day) {
    execute("TRUNCATE hub.kept_answer");
    execute(
        "INSERT INTO hub.kept_answer (key_sha256, request_sha256, kept_at) SELECT encode(sha256(n::text::bytea), "
        "'hex'), "
        "encode(sha256(''), 'hex'), now() - interval '1 hour' * n FROM generate_series(22, 26) AS n");
    const auto before = removed("answer");
    MessageRemoval(database, {}, clock).step();
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.kept_answer"), "2");  // those of 22 and 23 hours
    EXPECT_EQ(removed("answer") - before, 3);
}

TEST_F(MessageRemovalTest, never_removes_what_is_still_to_be_sent) {
    for (const char* state : {"pending", "leased", "sending"}) message(state, 4'000);
    MessageRemoval(database, {1, 1}, clock).step();
    EXPECT_EQ(messages(), "3");
}

TEST_F(MessageRemovalTest, keeps_a_message_as_long_as_its_longest_kept_delivery) {
    auto other = routes.front();
    other.id = "second";
    routes.push_back(other);
    const auto id = message("sent", 100);
    const std::string of_second = "id IN (SELECT id FROM hub.delivery_instruction WHERE route = 'second')";
    execute("UPDATE hub.delivery SET state = 'parked' WHERE " + of_second);
    MessageRemoval(database, {}, clock).step();
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery_instruction WHERE message_id = '" + id + "'"), "2");
    execute("UPDATE hub.delivery SET state = 'pending' WHERE " + of_second);
    MessageRemoval(database, {1, 1}, clock).step();
    EXPECT_TRUE(is_there(id));
}

TEST_F(MessageRemovalTest, counts_the_own_age_of_a_message_that_no_route_took) {
    publish(2, "nobody.takes_this");
    execute(
        "UPDATE hub.message SET accepted_at = now() - interval '91 days' WHERE id = (SELECT min(id::text)::uuid FROM "
        "hub.message)");
    MessageRemoval(database, {}, clock).step();
    EXPECT_EQ(messages(), "1");
}

TEST_F(MessageRemovalTest, works_through_many_in_parts_past_those_that_stay) {
    publish(2'500);
    execute("UPDATE hub.message SET accepted_at = now() - interval '100 days'");
    execute(
        "UPDATE hub.delivery SET state = CASE WHEN id % 2 = 0 THEN 'sent' ELSE 'parked' END, finished_at = now() - "
        "interval '100 days'");
    MessageRemoval removal(database, {}, clock);
    removal.step();
    EXPECT_EQ(messages(), "2000") << "every other one of the first thousand";
    removal.step();
    removal.step();
    EXPECT_EQ(messages(), "1250");
    EXPECT_EQ(count("sent"), 0);
}

TEST_F(MessageRemovalTest, removes_a_message_with_very_many_deliveries_in_parts) {
    message("sent", 91);
    execute(
        "INSERT INTO hub.delivery_instruction (message_id, route, connector, recipient, idempotency_key) "
        "SELECT message_id, route, connector, n::text, n::text "
        "FROM hub.delivery_instruction, generate_series(1, 6000) AS n");
    execute(
        "INSERT INTO hub.delivery (id, lane, state, finished_at) SELECT i.id, lane, state, finished_at "
        "FROM hub.delivery_instruction AS i, hub.delivery WHERE i.recipient <> ''");
    MessageRemoval removal(database, {}, clock);
    removal.step();
    EXPECT_EQ(count("sent"), 1'001);
    EXPECT_EQ(messages(), "1");
    removal.step();
    EXPECT_EQ(messages(), "0");
}

TEST_F(MessageRemovalTest, begins_a_new_pass_only_after_a_while) {
    MessageRemoval removal(database, {}, clock);
    removal.step();
    message("sent", 91);
    clock.advance(9min);
    removal.step();
    EXPECT_EQ(messages(), "1");
    clock.advance(1min);
    removal.step();
    EXPECT_EQ(messages(), "0");
}

TEST_F(MessageRemovalTest, leaves_the_work_to_whoever_is_at_it) {
    message("sent", 91);
    DatabaseSession other(servers.application(), "other", system_clock());
    const auto held = other.run([this](pqxx::transaction_base& transaction) {
        transaction.exec("SELECT pg_advisory_xact_lock(x'48554252'::int, 1000)");
        MessageRemoval(database, {}, clock).step();
        EXPECT_EQ(messages(), "1");
    });
    ASSERT_TRUE(held.ok());
    MessageRemoval(database, {}, clock).step();
    EXPECT_EQ(messages(), "0");
}

TEST_F(MessageRemovalTest, is_part_of_a_running_hub_by_its_settings) {
    message("sent", 3);
    retention.finished_days = 2;
    Hub hub(*this);
    EXPECT_TRUE(eventually([this] { return messages() == "0"; }));
}

TEST_F(MessageRemovalTest, is_not_possible_for_the_application_role_on_younger_messages) {
    message("sent", 0);
    for (const char* days : {"0, 1", "1, 0", "NULL, 1", "-5, -5"}) {
        const auto refused = database.run([days](pqxx::transaction_base& transaction) {
            transaction.exec(std::string("SELECT hub.remove_old_messages(") + days +
                             ", '-infinity', '00000000-0000-0000-0000-000000000000', 10)");
        });
        EXPECT_FALSE(refused.ok()) << days;
    }
    EXPECT_EQ(messages(), "1");
}

TEST_F(MessageRemovalTest, is_announced_for_what_is_parked) {
    const auto id = message("parked", 10);
    runtime::Database reading(servers.application(), system_clock(), {});
    const auto done = reading.run_here(
        [&](UnitOfWork& unit_of_work) {
            const auto found = find_messages(unit_of_work, id, {90, 30});
            EXPECT_TRUE(found.ok());
            const auto& delivery = found->front().deliveries.front();
            const auto kept = from_rfc3339(delivery.kept_until);
            const auto finished = from_rfc3339(delivery.finished_at);
            EXPECT_EQ(*kept - *finished, std::chrono::hours(24 * 30));
            EXPECT_NE(to_story(found->front()).find("kept until then"), std::string::npos);
            EXPECT_NE(to_table(*found).find("kept until " + delivery.kept_until.substr(0, 10)), std::string::npos);
            EXPECT_NE(to_json(*found).find("\"kept_until\""), std::string::npos);
            return Result<void>::success();
        },
        Deadline::after(system_clock(), 10s));
    EXPECT_TRUE(done.ok());
}

}  // namespace
}  // namespace hub::queues
