#include "router/engine/direct_dispatch.hpp"

#include <gtest/gtest.h>

namespace hub::engine {
namespace {

using std::chrono::milliseconds;

DirectTarget target(std::optional<Fallback> fallback = std::nullopt) {
    DirectTarget route;
    route.connector = "dialogflow";
    route.timeout = milliseconds(2'500);
    route.fallback = std::move(fallback);
    return route;
}

TEST(DirectPlan, gives_the_target_the_routes_time) {
    const auto plan = plan_direct(target(), true, milliseconds(10'000));
    EXPECT_TRUE(plan.call_target);
    EXPECT_FALSE(plan.start_fallback);
    EXPECT_EQ(plan.target, milliseconds(2'500));
    EXPECT_FALSE(plan.caller_is_short);
}

TEST(DirectPlan, gives_the_target_no_more_than_the_caller_has) {
    const auto plan = plan_direct(target(), true, milliseconds(700));
    EXPECT_EQ(plan.target, milliseconds(700));
    EXPECT_TRUE(plan.caller_is_short);
}

TEST(DirectPlan, keeps_time_for_the_fallbacks_answer_to_travel_back) {
    EXPECT_EQ(plan_direct(target(Fallback{"local_agent", true}), true, milliseconds(700)).target, milliseconds(600));
    EXPECT_EQ(plan_direct(target(Fallback{"local_agent", true}), true, milliseconds(40)).target, milliseconds(0));
}

TEST(DirectPlan, starts_an_eager_fallback_beside_the_target) {
    EXPECT_TRUE(plan_direct(target(Fallback{"local_agent", true}), true, milliseconds(9'000)).start_fallback);
    EXPECT_FALSE(plan_direct(target(Fallback{"local_agent", false}), true, milliseconds(9'000)).start_fallback);
}

TEST(DirectPlan, goes_straight_to_the_fallback_while_the_breaker_is_open) {
    const auto plan = plan_direct(target(Fallback{"local_agent", false}), false, milliseconds(9'000));
    EXPECT_FALSE(plan.call_target);
    EXPECT_TRUE(plan.start_fallback);
    EXPECT_FALSE(plan_direct(target(), false, milliseconds(9'000)).start_fallback);
}

TEST(Judge, calls_a_target_healthy_that_answers_or_refuses_the_question) {
    EXPECT_EQ(judge(nullptr, {}), Verdict::healthy);
    for (const auto kind : {ErrorKind::invalid, ErrorKind::not_found, ErrorKind::conflict}) {
        const Error error{kind, "x", ""};
        EXPECT_EQ(judge(&error, {}), Verdict::healthy);
    }
}

TEST(Judge, calls_a_target_unhealthy_that_cannot) {
    for (const auto kind : {ErrorKind::transient, ErrorKind::throttled, ErrorKind::unauthenticated, ErrorKind::forbidden,
                            ErrorKind::permanent, ErrorKind::unknown_outcome, ErrorKind::cancelled, ErrorKind::bug}) {
        const Error error{kind, "x", ""};
        EXPECT_EQ(judge(&error, {}), Verdict::unhealthy);
    }
}

TEST(Judge, does_not_blame_the_target_for_a_callers_short_deadline) {
    const Error late{ErrorKind::cancelled, "deadline.passed", ""};
    DirectPlan plan;
    plan.caller_is_short = true;
    EXPECT_EQ(judge(&late, plan), Verdict::says_nothing);
    const Error away{ErrorKind::transient, "x", ""};
    EXPECT_EQ(judge(&away, plan), Verdict::unhealthy);
}

}  // namespace
}  // namespace hub::engine
