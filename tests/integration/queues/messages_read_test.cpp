#include "queues/messages_read.hpp"

#include "queues/outbox.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

class MessagesReadTest : public DeliveryTest {
protected:
    using Read = std::function<Result<std::vector<MessageRecord>>(UnitOfWork&)>;

    Result<std::vector<MessageRecord>> read(const Read& reader) {
        runtime::Database database(servers.application(), system_clock(), {});
        Result<std::vector<MessageRecord>> messages;
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) {
                messages = reader(unit_of_work);
                return Result<void>::success();
            },
            Deadline::after(system_clock(), std::chrono::seconds(10)));
        EXPECT_TRUE(done.ok()) << (done ? "" : done.error().detail);
        return messages;
    }

    Result<std::vector<MessageRecord>> list(MessageFilter filter) {
        return read([&](UnitOfWork& unit_of_work) { return list_messages(unit_of_work, filter); });
    }

    Result<std::vector<MessageRecord>> find(const std::string& what) {
        return read([&](UnitOfWork& unit_of_work) { return find_messages(unit_of_work, what); });
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
    ASSERT_EQ(all->size(), 2u);
    EXPECT_EQ(all->front().id, second);
    EXPECT_TRUE(all->front().deliveries.empty());
    EXPECT_EQ(list({"pending", "", 50})->front().id, first);
    EXPECT_TRUE(list({"sent", "", 50})->empty());
    EXPECT_EQ(list({"", "nobody.takes_this", 50})->size(), 1u);
    EXPECT_EQ(list({"", "", 1})->size(), 1u);
}

TEST_F(MessagesReadTest, names_every_wrong_filter) {
    const auto listed = list({"parkd", "", 0});
    ASSERT_FALSE(listed.ok());
    ASSERT_EQ(listed.error().fields.size(), 2u);
    EXPECT_EQ(listed.error().fields[0].problem, "there is no state \"parkd\" (did you mean \"parked\"?)");
    EXPECT_EQ(listed.error().fields[1].field, "limit");
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
