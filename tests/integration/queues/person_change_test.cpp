#include "queues/person_change_store.hpp"

#include <pqxx/pqxx>

#include "queues/messages_read.hpp"
#include "queues/outbox.hpp"
#include "router/core/json.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class PersonChangeTest : public DeliveryTest {
protected:
    PersonChangeTest() {
        execute("DELETE FROM hub.staff WHERE name <> 'operator'");
        execute("INSERT INTO hub.staff (name, may_approve) VALUES ('approver', true)");
        execute("TRUNCATE hub.audit, hub.audit_value, hub.audit_unsealed");
    }

    template <typename Answer>
    Result<Answer> run(const std::function<Result<Answer>(UnitOfWork&)>& work) {
        runtime::Database database(servers.application(), system_clock(), {});
        Result<Answer> answer;
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) -> Result<void> {
                answer = work(unit_of_work);
                if (!answer) return answer.error();
                return Result<void>::success();
            },
            Deadline::after(system_clock(), 20s));
        if (!done) return done.error();
        return answer;
    }

    Result<ChangeReport> change(NamedChange named, bool only_look = false) {
        return run<ChangeReport>(
            [&](UnitOfWork& unit_of_work) { return change_named(unit_of_work, named, only_look); });
    }
    Result<ChangeReport> change(PersonChange what, std::vector<std::string> ids, const std::string& by = "operator") {
        return change(NamedChange{{what, by, "because"}, std::move(ids)});
    }
    std::size_t replay_all(const MessageFilter& filter, int per_second) {
        const PersonOrder order{PersonChange::replay, "operator", "mail server is back"};
        std::size_t replayed = 0;
        std::int64_t last = 0;
        for (std::size_t index = 0;;) {
            const auto part = run<ReplayedPart>([&](UnitOfWork& unit_of_work) {
                return replay_part(unit_of_work, order, filter, last, index, per_second, part_size);
            });
            EXPECT_TRUE(part.ok()) << part.error().code << ": " << part.error().detail;
            if (!part || part->found == 0) return replayed;
            replayed += part->replayed;
            index += part->found;
            last = part->last;
        }
    }
    ReplayOfMany look(const MessageFilter& filter) {
        return run<ReplayOfMany>([&](UnitOfWork& unit_of_work) -> Result<ReplayOfMany> {
                   return look_at_replay(unit_of_work, filter, 2);
               })
            .value();
    }

    std::size_t part_size = 3;

    std::string only_delivery() { return text_of("SELECT id FROM hub.delivery"); }
    void put_into(const std::string& state, const std::string& code = "smtp.reply_550") {
        execute("UPDATE hub.delivery SET state = '" + state +
                "', attempts = 5, crashes = 2, epoch = 5, leased_by = 1, "
                "finished_at = now(), published_at = now(), last_error_code = '" +
                code + "'");
    }
    static std::string problem(const Result<ChangeReport>& report) {
        if (report) return "done";
        return report.error().fields.empty() ? report.error().code : report.error().fields.front().problem;
    }
    void expect_application_may_not(const std::string& sql) {
        runtime::Database database(servers.application(), system_clock(), {});
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) {
                runtime::native(unit_of_work).exec(sql);
                return Result<void>::success();
            },
            Deadline::after(system_clock(), 20s));
        ASSERT_FALSE(done.ok()) << sql;
        EXPECT_EQ(done.error().kind, ErrorKind::forbidden) << done.error().detail;
    }
};

TEST_F(PersonChangeTest, parks_what_waits_and_a_replay_sends_it_once) {
    const auto message = publish(1).front();
    ASSERT_TRUE(change(PersonChange::park, {message}).ok());
    EXPECT_EQ(text_of("SELECT last_error_detail FROM hub.delivery"), "担当者（operator）が保留しました：because");
    const auto key = text_of("SELECT idempotency_key FROM hub.delivery_instruction");
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(count("parked"), 1);
    ASSERT_TRUE(change(PersonChange::replay, {message}).ok());
    ASSERT_TRUE(eventually([this] { return count("sent") == 2; }));
    EXPECT_EQ(sink.calls(), 2);
    EXPECT_EQ(sink.call(1).delivery.idempotency_key, key);
    EXPECT_EQ(sink.call(1).delivery.attempt, 1);
}

TEST_F(PersonChangeTest, does_not_send_a_parked_delivery_whose_ticket_is_in_the_stream) {
    publish(1);
    relay_everything();
    ASSERT_EQ(redis_entries(), 1);
    ASSERT_TRUE(change(PersonChange::park, {only_delivery()}).ok());
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return redis_entries() == 0; }));
    EXPECT_EQ(count("parked"), 1);
    EXPECT_EQ(sink.calls(), 0);
}

TEST_F(PersonChangeTest, waits_with_a_replay_until_it_is_due_whatever_ticket_is_left_in_the_stream) {
    publish(1);
    relay_everything();
    ASSERT_TRUE(change(PersonChange::park, {only_delivery()}).ok());
    const auto replayed = run<ReplayedPart>([](UnitOfWork& unit_of_work) {
        return replay_part(unit_of_work, {PersonChange::replay, "operator", "x"}, {.state = "parked"}, 0, 3'600, 1, 10);
    });
    ASSERT_TRUE(replayed.ok());
    ASSERT_EQ(replayed->replayed, 1u);
    ASSERT_EQ(redis_entries(), 1) << "the ticket from before";
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return redis_entries() == 0; }));
    EXPECT_EQ(sink.calls(), 0) << "it is due in an hour";
    EXPECT_EQ(count("pending"), 1);
}

TEST_F(PersonChangeTest, sends_each_once_when_several_people_replay_the_same_at_the_same_time) {
    publish(600);
    put_into("parked");
    part_size = 50;
    Hub first(*this, "first");
    Hub second(*this, "second");
    std::atomic<std::size_t> replayed{0};
    std::vector<std::thread> people;
    for (int person = 0; person < 4; ++person)
        people.emplace_back([&] { replayed += replay_all({.type = "shop.approved"}, 1'000); });
    for (auto& person : people) person.join();
    EXPECT_EQ(replayed, 600u);
    ASSERT_TRUE(eventually([this] { return count("sent") == 600; }));
    EXPECT_EQ(sink.calls(), 600);
    EXPECT_EQ(sink.different_keys(), 600u);
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.audit"), "600");
}

TEST_F(PersonChangeTest, replays_the_others_without_waiting_for_one_that_somebody_else_is_changing) {
    publish(5);
    put_into("parked");
    const auto by_others = run<std::size_t>([&](UnitOfWork& somebody_else) -> Result<std::size_t> {
        runtime::native(somebody_else)
            .exec("SELECT FROM hub.delivery WHERE id = (SELECT min(id) + 1 FROM hub.delivery) FOR UPDATE");
        return replay_all({.state = "parked"}, 1'000);
    });
    EXPECT_EQ(by_others.value(), 4u);
    EXPECT_EQ(count("pending"), 4);
    EXPECT_EQ(replay_all({.state = "parked"}, 1'000), 1u);
    EXPECT_EQ(count("pending"), 5);
}

TEST_F(PersonChangeTest, replays_with_the_same_key_and_counts_anew_while_the_history_stays) {
    publish(1);
    put_into("parked");
    execute(
        "INSERT INTO hub.delivery_event (delivery_id, from_state, to_state) SELECT id, 'sending', 'parked' FROM "
        "hub.delivery");
    const auto before =
        text_of("SELECT idempotency_key || (epoch + 1) FROM hub.delivery_instruction JOIN hub.delivery USING (id)");
    ASSERT_TRUE(change(PersonChange::replay, {only_delivery()}).ok());
    EXPECT_EQ(text_of("SELECT idempotency_key || epoch FROM hub.delivery_instruction JOIN hub.delivery USING (id)"),
              before);
    EXPECT_EQ(
        text_of(
            "SELECT concat_ws(' ', state, attempts, crashes, leased_by, published_at, finished_at) FROM hub.delivery"),
        "pending 0 0");
    EXPECT_EQ(text_of("SELECT string_agg(concat_ws(' ', from_state, to_state, nullif(person, ''), nullif(detail, '')), "
                      "', ' ORDER BY id) "
                      "FROM hub.delivery_event"),
              "sending parked, parked pending operator because");
}

TEST_F(PersonChangeTest, never_sends_a_second_time_what_was_sent) {
    publish(1);
    put_into("sent", "");
    EXPECT_EQ(problem(change(PersonChange::replay, {only_delivery()})),
              "delivery " + only_delivery() + " has been sent; a delivery is never sent a second time");
    EXPECT_EQ(count("sent"), 1);
}

TEST_F(PersonChangeTest, refuses_what_is_under_way_and_says_why) {
    publish(1);
    for (const char* state : {"leased", "sending"}) {
        put_into(state);
        for (const auto what : {PersonChange::park, PersonChange::drop, PersonChange::replay}) {
            const auto refused = change(what, {only_delivery()});
            ASSERT_FALSE(refused.ok());
            EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
            EXPECT_NE(problem(refused).find("is under way and cannot be stopped"), std::string::npos);
        }
        EXPECT_EQ(count(state), 1);
    }
}

TEST_F(PersonChangeTest, drops_for_good) {
    publish(1);
    put_into("unknown", "sink.no_answer");
    ASSERT_TRUE(change(PersonChange::drop, {only_delivery()}).ok());
    EXPECT_EQ(text_of("SELECT state || ' ' || last_error_code FROM hub.delivery"), "failed person.dropped");
    EXPECT_NE(problem(change(PersonChange::replay, {only_delivery()})).find("given up for good"), std::string::npos);
    EXPECT_NE(problem(change(PersonChange::drop, {only_delivery()})).find("given up for good"), std::string::npos);
    EXPECT_EQ(look({}).matched, 0u);
    EXPECT_EQ(look({.state = "failed"}).matched, 0u);
}

TEST_F(PersonChangeTest, replays_nothing_whose_content_was_erased) {
    publish(1);
    put_into("failed");
    ASSERT_EQ(look({}).matched, 1u);
    execute("UPDATE hub.message SET data = '{\"erased\": true}'");
    EXPECT_NE(problem(change(PersonChange::replay, {only_delivery()})).find("given up for good"), std::string::npos);
    EXPECT_EQ(look({}).matched, 0u);
    EXPECT_EQ(replay_all({.state = "failed"}, 10), 0u);
    EXPECT_EQ(count("failed"), 1);
}

TEST_F(PersonChangeTest, writes_every_step_to_the_audit_with_before_and_after) {
    publish(1);
    put_into("unknown", "sink.no_answer");
    const auto id = only_delivery();
    ASSERT_TRUE(
        change({{PersonChange::replay, "operator", "asked the owner"}, {id}, 10, R"({"shop_name":"直した店"})"}).ok());
    put_into("failed", "smtp.reply_550");
    ASSERT_TRUE(change(PersonChange::drop, {id}).ok());
    EXPECT_EQ(text_of("SELECT string_agg(concat_ws(' ', actor, action, object_kind, object_id, v.before ->> 'state', "
                      "v.before ->> 'error', v.before ->> 'attempts', v.after ->> 'state', v.after ->> 'reason'), ', ' "
                      "ORDER BY id) FROM hub.audit JOIN hub.audit_value AS v ON audit_id = id"),
              "operator delivery.replay delivery " + id + " unknown sink.no_answer 5 pending asked the owner, " +
                  "operator delivery.drop delivery " + id + " failed smtp.reply_550 5 failed because");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.audit_value WHERE before::text || after::text LIKE '%店%'"), "0")
        << "contents may name people; audit records are kept";
    EXPECT_EQ(text_of("SELECT length(after ->> 'edited_data_sha256') FROM hub.audit_value ORDER BY audit_id LIMIT 1"),
              "64");
}

TEST_F(PersonChangeTest, is_only_for_staff_with_the_right) {
    publish(1);
    put_into("parked");
    for (const char* by : {"approver", "nobody", ""}) {
        const auto refused = change(PersonChange::replay, {only_delivery()}, by);
        ASSERT_FALSE(refused.ok()) << by;
        EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
        EXPECT_EQ(refused.error().code, "delivery.not_allowed");
    }
    EXPECT_EQ(count("parked"), 1);
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.audit"), "0");
}

TEST_F(PersonChangeTest, is_not_possible_for_the_application_role_past_the_function) {
    publish(1);
    for (const char* state : {"parked", "unknown", "failed", "sent"}) {
        put_into(state);
        expect_application_may_not("UPDATE hub.delivery SET state = 'pending'");
        expect_application_may_not("UPDATE hub.delivery SET last_error_code = ''");
    }
    put_into("pending");
    expect_application_may_not("UPDATE hub.delivery_instruction SET edited_data = '{}'");
    expect_application_may_not("UPDATE hub.staff SET may_handle_messages = true");
    expect_application_may_not("DELETE FROM hub.delivery");
    expect_application_may_not("DELETE FROM hub.delivery_instruction");
}

TEST_F(PersonChangeTest, cannot_be_stretched_by_whoever_calls_the_function) {
    publish(1);
    put_into("sent");
    const auto call = [this](const std::string& what, const std::string& from, const std::string& to) {
        return run<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
                   runtime::native(unit_of_work)
                       .exec_params(
                           "SELECT hub.change_deliveries('operator', 'x', $1, ARRAY[$2::bigint], ARRAY[$3], ARRAY[5], "
                           "ARRAY[$4], "
                           "ARRAY[0::bigint], ARRAY[''], ARRAY[''], NULL)",
                           what, only_delivery(), from, to);
                   return true;
               })
            .ok();
    };
    EXPECT_FALSE(call("replay", "sent", "pending"));
    EXPECT_FALSE(call("park", "parked", "sent"));
    EXPECT_FALSE(call("forget", "parked", "pending"));
    EXPECT_TRUE(call("replay", "parked", "pending")) << "a row in another state is passed over";
    EXPECT_EQ(count("sent"), 1);
}

TEST_F(PersonChangeTest, does_all_that_is_named_or_nothing) {
    publish(2);
    put_into("parked");
    execute("UPDATE hub.delivery SET state = 'sent' WHERE id = (SELECT min(id) FROM hub.delivery)");
    const auto parked = text_of("SELECT id FROM hub.delivery WHERE state = 'parked'");
    const auto sent = text_of("SELECT id FROM hub.delivery WHERE state = 'sent'");
    const auto refused = change(PersonChange::replay, {parked, sent});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().fields.size(), 1u);
    EXPECT_EQ(refused.error().fields.at(0).field, sent);
    const auto unknown = change(PersonChange::replay, {parked, "999999", "shop_temp/7"});
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().kind, ErrorKind::not_found);
    EXPECT_EQ(unknown.error().fields.size(), 2u);
    EXPECT_EQ(count("parked"), 1);
    const auto looked = change({{PersonChange::replay, "operator", "x"}, {parked}}, true);
    ASSERT_TRUE(looked.ok());
    EXPECT_TRUE(looked->only_looked);
    EXPECT_EQ(count("parked"), 1);
    const auto twice = change(PersonChange::replay, {parked, parked});
    ASSERT_TRUE(twice.ok());
    EXPECT_EQ(twice->changed.size(), 1u);
}

TEST_F(PersonChangeTest, replays_of_a_message_what_can_be_and_leaves_what_was_sent) {
    auto other = routes.front();
    other.id = "second";
    routes.push_back(other);
    const auto message = publish(1).front();
    put_into("parked");
    execute(
        "UPDATE hub.delivery SET state = 'sent' "
        "WHERE id IN (SELECT id FROM hub.delivery_instruction WHERE route = 'second')");
    const auto report = change(PersonChange::replay, {message});
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->changed.size(), 1u);
    ASSERT_EQ(report->left.size(), 1u);
    EXPECT_EQ(count("sent"), 1);
    EXPECT_EQ(count("pending"), 1);
}

TEST_F(PersonChangeTest, replays_many_spread_over_time_each_once) {
    publish(7);
    put_into("parked");
    execute("UPDATE hub.delivery SET state = 'unknown' WHERE id = (SELECT max(id) FROM hub.delivery)");
    const auto looked = look({.type = "shop.approved"});
    EXPECT_EQ(looked.matched, 6u);
    EXPECT_EQ(looked.first.size(), 2u);
    EXPECT_TRUE(looked.unknown_left_out);
    EXPECT_EQ(look({.type = "shop.rejected"}).matched, 0u);
    EXPECT_EQ(look({.state = "unknown"}).matched, 1u);
    EXPECT_EQ(look({.subjects = {"shop_temp/8"}}).matched, 0u);
    EXPECT_EQ(look({.persons = {"shop_temp/7"}}).matched, 6u);

    EXPECT_EQ(replay_all({.type = "shop.approved"}, 2), 6u);
    EXPECT_EQ(count("pending"), 6);
    EXPECT_EQ(count("unknown"), 1);
    // Parts follow each other within moments: due 0, 0.5 ... 2.5 s after their own part began.
    EXPECT_EQ(
        text_of("SELECT bool_and(gap >= 0.5) FROM (SELECT extract(epoch FROM next_attempt_at - "
                "lag(next_attempt_at) OVER (ORDER BY id)) AS gap FROM hub.delivery WHERE state = 'pending') AS gaps "
                "WHERE gap IS NOT NULL"),
        "t");
    EXPECT_EQ(replay_all({.type = "shop.approved"}, 2), 0u);
}

TEST_F(PersonChangeTest, sends_edited_data_and_keeps_the_original_readable) {
    const auto message = publish(1).front();
    put_into("parked");
    ASSERT_TRUE(
        change({{PersonChange::replay, "operator", "name corrected"}, {message}, 10, R"({"shop_name":"直した店"})"})
            .ok());
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.call(0).message.data_text(), R"({"shop_name": "直した店"})");
    const auto found =
        run<std::vector<MessageRecord>>([&](UnitOfWork& unit_of_work) { return find_messages(unit_of_work, message); });
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->front().data, R"({"shop_name": "パン屋 \"麦\"\\"})");
    EXPECT_EQ(found->front().deliveries.front().edited_data, R"({"shop_name": "直した店"})");
    const auto story = to_story(found->front());
    EXPECT_NE(story.find("by operator  name corrected （内容を直して再送）"), std::string::npos) << story;
    EXPECT_TRUE(json::Document::parse(to_json(found->front())).ok());
}

TEST_F(PersonChangeTest, takes_edited_data_for_exactly_one_delivery) {
    publish(2);
    put_into("parked");
    const auto ids = std::vector<std::string>{text_of("SELECT min(id) FROM hub.delivery"),
                                              text_of("SELECT max(id) FROM hub.delivery")};
    const auto refused = change({{PersonChange::replay, "operator", "x"}, ids, 10, "{}"});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().fields.at(0).field, "data");
    EXPECT_EQ(count("parked"), 2);
}

}  // namespace
}  // namespace hub::queues
