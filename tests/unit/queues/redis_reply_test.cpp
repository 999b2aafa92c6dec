#include "queues/redis_reply.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using Kind = RedisValue::Kind;

RedisValue text(std::string value) { return {Kind::text, 0, std::move(value), {}}; }
RedisValue number(std::int64_t value) { return {Kind::integer, value, {}, {}}; }
RedisValue list(std::vector<RedisValue> values) { return {Kind::array, 0, {}, std::move(values)}; }
RedisValue error(std::string value) { return {Kind::error, 0, std::move(value), {}}; }
RedisValue entry(std::string id, std::string field, std::string value) {
    return list({text(std::move(id)), list({text(std::move(field)), text(std::move(value))})});
}

TEST(StreamIds, are_ordered_by_time_and_number) {
    EXPECT_LT(*stream_id_from("9-10"), *stream_id_from("10-1"));
    EXPECT_LT(*stream_id_from("10-9"), *stream_id_from("10-10"));
    EXPECT_EQ(to_text(*stream_id_from("1700000000000-3")), "1700000000000-3");
    for (const char* wrong : {"", "1", "1-", "-1", "a-1", "1-b", "1-2-3"}) EXPECT_FALSE(stream_id_from(wrong)) << wrong;
}

TEST(ReadGroups, finds_the_entries_of_every_stream) {
    const auto streams = read_groups(list({list({text("hub:lane:urgent"), list({entry("1-0", "d", "7:0")})}),
                                           list({text("hub:lane:bulk"), list({entry("2-0", "x", "7:0"), list({text("3-0"), {}})})})}));
    ASSERT_TRUE(streams.ok());
    ASSERT_EQ(streams->size(), 2u);
    EXPECT_EQ(streams->at(0).key, "hub:lane:urgent");
    EXPECT_EQ(streams->at(0).entries[0].payload, "7:0");
    EXPECT_EQ(streams->at(1).entries[0].payload, "");
    EXPECT_EQ(streams->at(1).entries[1].payload, "");
}

TEST(ReadGroups, takes_nil_for_nothing_there) {
    const auto streams = read_groups({});
    ASSERT_TRUE(streams.ok());
    EXPECT_TRUE(streams->empty());
}

TEST(ReadGroups, tells_a_missing_group_from_other_refusals) {
    for (const char* missing : {"NOGROUP No such key 'hub:lane:bulk'", "UNBLOCKED the stream key no longer exists"}) {
        const auto streams = read_groups(error(missing));
        ASSERT_FALSE(streams.ok());
        EXPECT_EQ(streams.error().kind, ErrorKind::not_found);
    }
    const auto loading = read_groups(error("LOADING Redis is loading the dataset in memory"));
    EXPECT_EQ(loading.error().kind, ErrorKind::transient);
}

TEST(RedisReaders, refuse_shapes_they_do_not_know) {
    const auto is_unexpected = [](const auto& result) { return !result.ok() && result.error().code == "redis.unexpected_reply"; };
    EXPECT_TRUE(is_unexpected(read_groups(number(1))));
    EXPECT_TRUE(is_unexpected(read_groups(list({text("key")}))));
    EXPECT_TRUE(is_unexpected(read_groups(list({list({text("key"), text("entries")})}))));
    EXPECT_TRUE(is_unexpected(read_groups(list({list({text("key"), list({entry("no id", "d", "1:0")})})}))));
    EXPECT_TRUE(is_unexpected(read_groups(list({list({text("key"), list({text("entry")})})}))));
    EXPECT_TRUE(is_unexpected(read_range(text("x"))));
    EXPECT_TRUE(is_unexpected(read_pending(text("x"))));
    EXPECT_TRUE(is_unexpected(read_pending(list({text("x")}))));
    EXPECT_TRUE(is_unexpected(read_pending(list({list({text("x"), text("hub"), number(1)})}))));
    EXPECT_TRUE(is_unexpected(read_last_delivered(text("x"), "hub")));
    EXPECT_TRUE(is_unexpected(read_integer(text("x"))));
}

TEST(RedisReaders, pass_refusals_on) {
    EXPECT_EQ(read_range(error("WRONGTYPE")).error().code, "redis.refused");
    EXPECT_EQ(read_pending(error("NOGROUP")).error().code, "redis.no_group");
    EXPECT_EQ(read_integer(error("WRONGTYPE")).error().code, "redis.refused");
    EXPECT_EQ(read_last_delivered(error("ERR no such key"), "hub").error().code, "redis.no_group");
}

TEST(ReadPending, tells_how_long_entries_have_been_held) {
    const auto held = read_pending(list({list({text("5-1"), text("hub"), number(3'200), number(1)})}));
    ASSERT_TRUE(held.ok());
    EXPECT_EQ(held->at(0).id, (StreamId{5, 1}));
    EXPECT_EQ(held->at(0).idle, std::chrono::milliseconds(3'200));
}

TEST(ReadLastDelivered, finds_our_group_among_others) {
    const auto group = [](const char* name, const char* id) {
        return list({text("name"), text(name), text("consumers"), number(1), text("last-delivered-id"), text(id)});
    };
    const auto last = read_last_delivered(list({group("other", "9-9"), group("hub", "5-1")}), "hub");
    ASSERT_TRUE(last.ok());
    EXPECT_EQ(*last, (StreamId{5, 1}));
    EXPECT_EQ(read_last_delivered(list({group("other", "9-9")}), "hub").error().code, "redis.no_group");
}

TEST(ReadInteger, reads_a_number) { EXPECT_EQ(*read_integer(number(7)), 7); }

}  // namespace
}  // namespace hub::queues
