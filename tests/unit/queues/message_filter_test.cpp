#include "queues/message_filter.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

std::string moment(const std::string& text, bool day_included) {
    const auto read = read_moment(text, day_included);
    return read ? to_rfc3339(*read) : read.error().detail;
}

std::vector<std::string> problems_of(const MessageSearch& search, std::vector<FieldProblem> found_before = {}) {
    std::vector<std::string> lines;
    const auto filter = read_filter(search, std::move(found_before));
    if (filter) return lines;
    EXPECT_EQ(filter.error().kind, ErrorKind::invalid);
    for (const auto& [field, problem] : filter.error().fields) lines.push_back(field + ": " + problem);
    return lines;
}

TEST(MessageFilter, without_anything_asked_for_is_everything) {
    const auto filter = read_filter({});
    ASSERT_TRUE(filter.ok());
    EXPECT_TRUE(is_everything(*filter));
    EXPECT_EQ(filter->limit, 50u);
}

TEST(MessageFilter, means_a_whole_day_of_japan_by_a_date) {
    EXPECT_EQ(moment("2026-11-20", false), "2026-11-19T15:00:00.000Z");
    EXPECT_EQ(moment("2026-11-20", true), "2026-11-20T15:00:00.000Z");
    EXPECT_EQ(moment("2026-02-28", true), "2026-02-28T15:00:00.000Z");
    EXPECT_EQ(moment("2026-11-20T10:15:30+09:00", true), "2026-11-20T01:15:30.000Z");
}

TEST(MessageFilter, refuses_what_is_no_moment) {
    for (const char* text :
         {"2026-02-29", "2026-13-01", "20261120", "yesterday", "2026-11-20T25:00:00Z", "-026-11-20", ""})
        EXPECT_FALSE(read_moment(text, false).ok()) << text;
}

TEST(MessageFilter, knows_the_subjects_of_a_shop_and_a_campaign) {
    EXPECT_EQ(read_filter({.shop = "12"})->subjects, (std::vector<std::string>{"shop/12", "shop_temp/12"}));
    EXPECT_EQ(read_filter({.shop = "shop_temp/12"})->subjects, (std::vector<std::string>{"shop_temp/12"}));
    EXPECT_EQ(read_filter({.campaign = "3"})->subjects, (std::vector<std::string>{"campaign/3"}));
    EXPECT_EQ(read_filter({.subject = "event/9"})->subjects, (std::vector<std::string>{"event/9"}));
}

TEST(MessageFilter, looks_for_a_person_as_recipient_and_under_every_kind_of_member) {
    EXPECT_EQ(read_filter({.person = "7"})->persons,
              (std::vector<std::string>{"7", "user/7", "users/7", "member/7", "owner/7"}));
    EXPECT_EQ(read_filter({.person = "a@example.jp"})->persons, (std::vector<std::string>{"a@example.jp"}));
    EXPECT_EQ(read_filter({.person = "owner/7"})->persons, (std::vector<std::string>{"owner/7"}));
}

TEST(MessageFilter, names_every_wrong_part_at_once) {
    EXPECT_EQ(
        problems_of({.shop = "shop_tmp/12",
                     .campaign = "x",
                     .type = "Shop",
                     .state = "parkd",
                     .since = "soon",
                     .until = "2026-02-30",
                     .after = "12",
                     .limit = "0"},
                    {{"--stat", "is not an option"}}),
        (std::vector<std::string>{
            "--stat: is not an option", "type: must be a message type like shop.approved, not \"Shop\"",
            "state: there is no state \"parkd\" (did you mean \"parked\"?)",
            "subject: a message has one subject: give only one of shop, campaign and subject",
            "shop: must be a number like 12, or shop_temp/12, not \"shop_tmp/12\" (did you mean \"shop_temp\"?)",
            "campaign: must be a number like 12, or campaign/12, not \"x\"",
            "since: must be a date like 2026-11-20 (in Japan's time) or a time like 2026-11-20T10:15:30+09:00, not "
            "\"soon\"",
            "until: must be a date like 2026-11-20 (in Japan's time) or a time like 2026-11-20T10:15:30+09:00, not "
            "\"2026-02-30\"",
            "after: must be the id of the message shown last, not \"12\"",
            "limit: must be a whole number from 1 to 1000, not \"0\""}));
}

TEST(MessageFilter, refuses_a_time_that_ends_before_it_begins) {
    EXPECT_EQ(problems_of({.since = "2026-11-21", .until = "2026-11-20"}),
              (std::vector<std::string>{"until: must be later than since"}));
    EXPECT_TRUE(problems_of({.since = "2026-11-20", .until = "2026-11-20"}).empty());
}

TEST(MessageFilter, refuses_texts_that_postgresql_would_not_take) {
    EXPECT_EQ(problems_of({.person = "\xff"}).size(), 1u);
    EXPECT_EQ(problems_of({.subject = std::string("a\0b", 3)}).size(), 1u);
    EXPECT_EQ(problems_of({.subject = std::string(501, 'x')}).size(), 1u);
}

TEST(Conditions, number_their_parameters_and_hold_no_value_in_the_text) {
    Conditions conditions, other;
    const auto filter =
        read_filter({.person = "x'y", .shop = "12", .type = "a.b", .state = "parked", .since = "2026-11-20"});
    add_message_conditions(*filter, conditions);
    add_delivery_conditions(*filter, true, conditions);
    add_delivery_conditions(*filter, false, other);
    EXPECT_EQ(other.values.size(), 1u);
    EXPECT_EQ(conditions.values.size(), 4u);
    EXPECT_NE(conditions.sql.find("$4::text[]"), std::string::npos);
    EXPECT_EQ(conditions.sql.find("x'y"), std::string::npos);
    EXPECT_NE(conditions.sql.find("d.work_list = 'parked'"), std::string::npos);
}

}  // namespace
}  // namespace hub::queues
