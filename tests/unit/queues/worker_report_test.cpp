#include "queues/alarms/worker_report.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"

namespace hub::queues {
namespace {

TEST(WorkerReport, says_what_the_worker_sees_and_is_read_back) {
    WorkerReport report;
    report.checks = {{"mail", false, "no \"answer\""}};
    report.conditions = {{AlarmKind::failing_check, "mail", 2, "no \"answer\"", true}};
    report.rates["approval"] = {12, 3};
    report.sending = 4;
    const auto text = to_json(report);
    const auto document = json::Document::parse(text);
    ASSERT_TRUE(document) << text;
    EXPECT_EQ(document->root().at_pointer("/checks/0/detail")->as_string(), "no \"answer\"");
    EXPECT_EQ(document->root().at_pointer("/rates/approval/taken")->as_integer(), 12);
    EXPECT_EQ(document->root().integer("sending"), 4);
    const auto conditions = conditions_in(text);
    ASSERT_EQ(conditions.size(), 1u);
    EXPECT_EQ(conditions[0].kind, AlarmKind::failing_check);
    EXPECT_EQ(conditions[0].subject, "mail");
    EXPECT_EQ(conditions[0].count, 2);
    EXPECT_EQ(conditions[0].detail, "no \"answer\"");
}

std::string report_of(std::chrono::milliseconds failed_ago, std::chrono::milliseconds taken_ago) {
    WorkerReport report;
    report.conditions = {{AlarmKind::provider_refusing, "mail", 5, "refuses", true, failed_ago}};
    report.taken_ago["mail"] = taken_ago;
    return to_json(report);
}

TEST(WorkerReport, of_one_whose_message_was_taken_last_speaks_for_a_provider_against_all_others) {
    using namespace std::chrono_literals;
    WorkerReport other;
    const auto refused = report_of(3s, 60s);
    EXPECT_EQ(conditions_of({{refused, 0ms}, {to_json(other), 0ms}}).size(), 1u);
    other.taken_ago["mail"] = 4s;
    EXPECT_EQ(conditions_of({{refused, 0ms}, {to_json(other), 0ms}}).size(), 1u);
    other.taken_ago["mail"] = 2s;
    EXPECT_TRUE(conditions_of({{refused, 0ms}, {to_json(other), 0ms}}).empty());
    EXPECT_EQ(conditions_of({{refused, 0ms}, {to_json(other), 2s}}).size(), 1u) << "that report is two seconds old";
    other.taken_ago = {{"push", 0s}};
    EXPECT_EQ(conditions_of({{refused, 0ms}, {to_json(other), 0ms}}).size(), 1u);
}

TEST(WorkerReport, leaves_out_what_it_does_not_understand) {
    EXPECT_TRUE(conditions_in("").empty());
    EXPECT_TRUE(conditions_in("{}").empty());
    EXPECT_TRUE(conditions_in(R"({"conditions":[{"kind":"of_tomorrow","subject":"x"},{"kind":"parked"},7]})").empty());
}

}  // namespace
}  // namespace hub::queues
