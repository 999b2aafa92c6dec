#include "queues/delivery_times.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

Message with(std::map<std::string, std::string> extensions) {
    Message message;
    message.id = "0190a1b2-0000-7000-8000-000000000001";
    message.extensions = std::move(extensions);
    return message;
}

std::vector<std::string> problems_of(std::map<std::string, std::string> extensions) {
    const auto times = delivery_times(with(std::move(extensions)));
    std::vector<std::string> lines;
    if (times) return lines;
    EXPECT_EQ(times.error().kind, ErrorKind::invalid);
    EXPECT_EQ(times.error().code, "message.invalid");
    for (const auto& problem : times.error().fields) lines.push_back(problem.field + ": " + problem.problem);
    return lines;
}

using Lines = std::vector<std::string>;

TEST(DeliveryTimes, are_open_when_the_message_says_nothing) {
    const auto times = delivery_times(with({{"traceparent", "00-1-2-01"}}));
    ASSERT_TRUE(times.ok());
    EXPECT_FALSE(times->not_before.has_value());
    EXPECT_FALSE(times->not_after.has_value());
}

TEST(DeliveryTimes, are_read_in_any_offset) {
    const auto times =
        delivery_times(with({{"notbefore", "2026-11-20T09:00:00+09:00"}, {"expirytime", "2026-11-22T15:00:00Z"}}));
    ASSERT_TRUE(times.ok());
    EXPECT_EQ(to_rfc3339(*times->not_before), "2026-11-20T00:00:00.000Z");
    EXPECT_EQ(to_rfc3339(*times->not_after), "2026-11-22T15:00:00.000Z");
}

TEST(DeliveryTimes, name_every_extension_that_is_no_time) {
    EXPECT_EQ(problems_of({{"notbefore", "tomorrow"}, {"expirytime", ""}}),
              (Lines{"/notbefore: expected a time like 2026-11-20T10:15:30Z",
                     "/expirytime: expected a time like 2026-11-20T10:15:30Z"}));
}

TEST(DeliveryTimes, refuse_a_time_that_would_be_stored_as_another) {
    EXPECT_EQ(problems_of({{"expirytime", "9999-12-31T23:59:59Z"}}),
              Lines{"/expirytime: expected a time from 1678 to 2261"});
}

TEST(DeliveryTimes, end_after_they_begin) {
    EXPECT_EQ(problems_of({{"notbefore", "2026-11-20T10:00:00Z"}, {"expirytime", "2026-11-20T19:00:00+09:00"}}),
              Lines{"/expirytime: must be later than notbefore"});
}

}  // namespace
}  // namespace hub::queues
