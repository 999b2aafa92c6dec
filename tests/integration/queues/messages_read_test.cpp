#include "queues/messages_read.hpp"

#include "queues/outbox.hpp"
#include "router/core/json.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

class MessagesReadTest : public DeliveryTest {
protected:
    template <typename Found>
    Result<Found> read(const std::function<Result<Found>(UnitOfWork&)>& reader) {
        runtime::Database database(servers.application(), system_clock(), {});
        Result<Found> messages;
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) {
                messages = reader(unit_of_work);
                return Result<void>::success();
            },
            Deadline::after(system_clock(), std::chrono::seconds(10)));
        EXPECT_TRUE(done.ok()) << (done ? "" : done.error().detail);
        return messages;
    }

    Result<MessageList> list(const MessageSearch& search) {
        const auto filter = read_filter(search);
        if (!filter) return filter.error();
        return read<MessageList>([&](UnitOfWork& unit_of_work) { return list_messages(unit_of_work, *filter); });
    }
    std::size_t matching(const MessageSearch& search) {
        const auto listed = list(search);
        EXPECT_TRUE(listed.ok());
        EXPECT_EQ(listed->matched, listed->messages.size());
        return listed->matched;
    }

    Result<std::vector<MessageRecord>> find(const std::string& what) {
        return read<std::vector<MessageRecord>>([&](UnitOfWork& unit_of_work) { return find_messages(unit_of_work, what); });
    }
};

TEST_F(MessagesReadTest, tells_the_whole_life_of_a_delivered_message) {
    const auto id = publish(1).front();
    Hub hub(*this, "worker-1");
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    const auto found = find(id);
    ASSERT_TRUE(found.ok());
    ASSERT_EQ(found->size(), 1u);
    const auto& message = found->front();
    EXPECT_EQ(message.subject, "shop_temp/7");
    EXPECT_EQ(message.data, R"({"shop_name": "パン屋 \"麦\"\\"})");
    ASSERT_EQ(message.deliveries.size(), 1u);
    const auto& delivery = message.deliveries.front();
    EXPECT_EQ(delivery.state, "sent");
    EXPECT_EQ(delivery.reference, "reference of " + id);
    EXPECT_TRUE(from_rfc3339(delivery.finished_at).ok());
    EXPECT_TRUE(delivery.next_attempt_at.empty());
    ASSERT_EQ(delivery.events.size(), 2u);
    EXPECT_EQ(delivery.events[0].to_state, "sending");
    EXPECT_EQ(delivery.events[1].to_state, "sent");
    EXPECT_EQ(delivery.events[1].worker.substr(0, 9), "worker-1-");
    EXPECT_NE(to_story(message).find("sending -> sent"), std::string::npos);

    EXPECT_EQ(find(std::to_string(delivery.id))->front().id, id);
    EXPECT_EQ(find("shop_temp/7")->front().id, id);
    EXPECT_EQ(find("7")->front().id, id);
}

TEST_F(MessagesReadTest, tells_what_a_message_was_caused_by_and_what_it_caused) {
    const auto first = make_message(system_clock(), "/test", "shop.approved", "{}");
    const auto second = make_message_from(first, system_clock(), "/test", "nobody.takes_this", "{}");
    const auto third = make_message_from(second, system_clock(), "/test", "shop.approved", "{}");
    const auto orphan = make_message_from(make_message(system_clock(), "/test", "chat.message", "{}"), system_clock(),
                                          "/test", "shop.approved", "{}");
    for (const auto& message : {third, first, second, orphan}) {
        runtime::Database database(servers.application(), system_clock(),
                                   make_outbox_writer(std::make_shared<RouteBook>(routes)));
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) {
                unit_of_work.publish(message);
                return Result<void>::success();
            },
            Deadline::after(system_clock(), std::chrono::seconds(10)));
        ASSERT_TRUE(done.ok());
    }
    for (const auto& id : {first.id, second.id, third.id}) {
        const auto found = find(id);
        ASSERT_TRUE(found.ok());
        const auto& messages = found->front().relations.messages;
        ASSERT_EQ(messages.size(), 3u) << id;
        EXPECT_EQ(messages[0].id, first.id);
        EXPECT_EQ(messages[0].states, "mail pending");
        EXPECT_EQ(messages[1].id, second.id);
        EXPECT_EQ(messages[1].depth, 1);
        EXPECT_EQ(messages[2].id, third.id);
        EXPECT_EQ(messages[2].depth, 2);
        EXPECT_TRUE(found->front().relations.missing_cause.empty());
        EXPECT_TRUE(json::Document::parse(to_json(found->front())).ok());
    }
    const auto found = find(orphan.id);
    EXPECT_TRUE(found->front().relations.messages.empty());
    EXPECT_EQ(found->front().relations.missing_cause, orphan.extension("causationid"));
    EXPECT_NE(to_story(found->front()).find("which is not kept"), std::string::npos);
}

TEST_F(MessagesReadTest, says_so_when_nothing_is_known_of_it) {
    publish(1);
    for (const char* what : {"shop_temp/8", "_emp/7", "99999999999999999999999", "019a9b1e-0000-7000-8000-000000000001", ""}) {
        const auto found = find(what);
        ASSERT_FALSE(found.ok()) << what;
        EXPECT_EQ(found.error().code, "message.not_found");
    }
}

TEST_F(MessagesReadTest, lists_by_state_and_type_newest_first) {
    const auto first = publish(1).front();
    const auto second = publish(1, "nobody.takes_this").front();
    const auto all = list({});
    ASSERT_EQ(all->messages.size(), 2u);
    EXPECT_EQ(all->messages.front().id, second);
    EXPECT_TRUE(all->messages.front().deliveries.empty());
    EXPECT_EQ(list({.state = "pending"})->messages.front().id, first);
    EXPECT_EQ(matching({.state = "sent"}), 0u);
    EXPECT_EQ(matching({.type = "nobody.takes_this"}), 1u);
}

TEST_F(MessagesReadTest, lists_page_by_page_without_gap_or_repetition_and_says_how_many_match) {
    const auto ids = publish(7);
    std::vector<std::string> seen;
    MessageSearch search{.limit = "3"};
    for (int page = 0; page < 3; ++page) {
        const auto listed = list(search);
        ASSERT_TRUE(listed.ok());
        EXPECT_EQ(listed->matched, 7u);
        for (const auto& message : listed->messages) seen.push_back(message.id);
        EXPECT_EQ(listed->next, page < 2 ? seen.back() : "");
        search.after = seen.back();
    }
    EXPECT_EQ(seen, std::vector<std::string>(ids.rbegin(), ids.rend()));
    const auto beyond = list(search);
    EXPECT_TRUE(beyond->messages.empty());
    EXPECT_EQ(to_text(*beyond), "No further message; 7 match in all.");
}

TEST_F(MessagesReadTest, lists_what_concerns_a_shop_a_campaign_or_a_person) {
    publish(4);
    execute("UPDATE hub.message SET subject = (ARRAY['shop_temp/12', 'shop/12', 'campaign/3', 'owner/5'])[n] "
            "FROM (SELECT id AS i, row_number() OVER (ORDER BY id) AS n FROM hub.message) AS numbered WHERE i = id");
    const std::string of_campaign = "(SELECT id FROM hub.message WHERE subject = 'campaign/3')";
    execute("UPDATE hub.delivery_instruction SET recipient = 'a@example.jp' WHERE message_id = " + of_campaign);
    execute(
        "UPDATE hub.delivery SET state = 'parked' WHERE id = "
        "(SELECT id FROM hub.delivery_instruction WHERE message_id = " +
        of_campaign + ")");
    EXPECT_EQ(matching({.shop = "12"}), 2u);
    EXPECT_EQ(matching({.shop = "shop/12"}), 1u);
    EXPECT_EQ(matching({.campaign = "3"}), 1u);
    EXPECT_EQ(matching({.campaign = "4"}), 0u);
    EXPECT_EQ(matching({.subject = "owner/5"}), 1u);
    EXPECT_EQ(matching({.person = "5"}), 1u);
    EXPECT_EQ(matching({.person = "a@example.jp"}), 1u);
    EXPECT_EQ(matching({.person = "a@example.jp", .state = "parked"}), 1u);
    EXPECT_EQ(matching({.person = "a@example.jp", .state = "pending"}), 0u);
    EXPECT_EQ(matching({.person = "a@example.jp", .campaign = "3", .type = "shop.approved", .state = "parked"}), 1u);
}

TEST_F(MessagesReadTest, lists_what_was_accepted_in_a_time) {
    publish(3);
    execute("UPDATE hub.message SET accepted_at = '2026-11-19T14:59:59Z'::timestamptz + (n - 1) * interval '12 hours 1 second' "
            "FROM (SELECT id AS i, row_number() OVER (ORDER BY id) AS n FROM hub.message) AS numbered WHERE i = id");
    EXPECT_EQ(matching({.since = "2026-11-20", .until = "2026-11-20"}), 1u);
    EXPECT_EQ(matching({.until = "2026-11-19"}), 1u);
    EXPECT_EQ(matching({.since = "2026-11-20"}), 2u);
    EXPECT_EQ(matching({.since = "2026-11-20T15:00:01Z"}), 1u);
}

TEST_F(MessagesReadTest, says_so_when_nothing_matches) {
    EXPECT_EQ(to_text(*list({})), "No message matches.");
    EXPECT_EQ(to_json(*list({})), R"({"messages":[],"matched":0})");
}

TEST_F(MessagesReadTest, refuses_to_go_on_after_a_message_that_is_not_there) {
    const auto listed = list({.after = "019a9b1e-0000-7000-8000-000000000001"});
    ASSERT_FALSE(listed.ok());
    EXPECT_EQ(listed.error().fields.at(0).field, "after");
}

TEST_F(MessagesReadTest, stores_a_message_once_however_often_it_is_published) {
    auto message = make_message(system_clock(), "/test", "shop.approved", "{}");
    runtime::Database database(servers.application(), system_clock(),
                               make_outbox_writer(std::make_shared<RouteBook>(routes)));
    for (int time = 0; time < 2; ++time) {
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) {
                unit_of_work.publish(message);
                return Result<void>::success();
            },
            Deadline::after(system_clock(), std::chrono::seconds(10)));
        EXPECT_TRUE(done.ok());
    }
    EXPECT_EQ(count("pending"), 1);
}

}  // namespace
}  // namespace hub::queues
