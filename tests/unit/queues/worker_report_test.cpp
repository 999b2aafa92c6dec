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

TEST(WorkerReport, leaves_out_what_it_does_not_understand) {
    EXPECT_TRUE(conditions_in("").empty());
    EXPECT_TRUE(conditions_in("{}").empty());
    EXPECT_TRUE(conditions_in(R"({"conditions":[{"kind":"of_tomorrow","subject":"x"},{"kind":"parked"},7]})").empty());
}

}  // namespace
}  // namespace hub::queues
