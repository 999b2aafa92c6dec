#include "queues/delivery_window.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

constexpr DeliveryWindow kDay{9h, 20h};
constexpr DeliveryWindow kNight{22h + 30min, 6h};

std::chrono::milliseconds wait(const DeliveryWindow& window, const std::string& time) {
    return until_open(window, *from_rfc3339(time));
}

TEST(DeliveryWindow, is_open_from_its_beginning_up_to_its_end) {
    EXPECT_EQ(wait(kDay, "2026-11-20T09:00:00+09:00"), 0ms);
    EXPECT_EQ(wait(kDay, "2026-11-20T12:00:00+09:00"), 0ms);
    EXPECT_EQ(wait(kDay, "2026-11-20T19:59:59.999+09:00"), 0ms);
    EXPECT_EQ(wait(kDay, "2026-11-20T20:00:00+09:00"), 13h);
}

TEST(DeliveryWindow, opens_later_today_or_tomorrow) {
    EXPECT_EQ(wait(kDay, "2026-11-20T08:59:59.999+09:00"), 1ms);
    EXPECT_EQ(wait(kDay, "2026-11-20T00:00:00+09:00"), 9h);
    EXPECT_EQ(wait(kDay, "2026-12-31T23:00:00+09:00"), 10h);
}

TEST(DeliveryWindow, goes_by_the_day_in_japan_and_not_by_the_one_in_greenwich) {
    EXPECT_EQ(wait(kDay, "2026-11-20T00:00:00Z"), 0ms);
    EXPECT_EQ(wait(kDay, "2026-11-19T23:59:00Z"), 1min);
    EXPECT_EQ(wait(kDay, "2026-11-20T11:00:00Z"), 13h);
}

TEST(DeliveryWindow, may_go_across_midnight) {
    EXPECT_EQ(wait(kNight, "2026-11-20T22:30:00+09:00"), 0ms);
    EXPECT_EQ(wait(kNight, "2026-11-20T23:59:59+09:00"), 0ms);
    EXPECT_EQ(wait(kNight, "2026-11-21T00:00:00+09:00"), 0ms);
    EXPECT_EQ(wait(kNight, "2026-11-21T05:59:59+09:00"), 0ms);
    EXPECT_EQ(wait(kNight, "2026-11-21T06:00:00+09:00"), 16h + 30min);
    EXPECT_EQ(wait(kNight, "2026-11-21T22:29:59+09:00"), 1s);
}

TEST(DeliveryWindow, is_never_left_early) {
    const auto before = *from_rfc3339("2026-11-20T08:59:59+09:00") + std::chrono::nanoseconds(1);
    EXPECT_GE(before + until_open(kDay, before), *from_rfc3339("2026-11-20T09:00:00+09:00"));
}

TEST(DeliveryWindow, is_open_as_long_as_it_says_whatever_the_hours) {
    const auto midnight = *from_rfc3339("2026-11-20T00:00:00+09:00");
    for (const auto& window : {kDay, kNight, DeliveryWindow{0min, 1min}, DeliveryWindow{23h + 59min, 0min}}) {
        int open = 0;
        for (int minute = 0; minute < 24 * 60; ++minute) {
            const auto now = midnight + std::chrono::minutes(minute);
            const auto left = until_open(window, now);
            EXPECT_EQ(until_open(window, now + left), 0ms);
            if (left == 0ms) ++open;
        }
        const auto length = (window.to - window.from + 24h) % 24h;
        EXPECT_EQ(open, std::chrono::duration_cast<std::chrono::minutes>(length).count());
    }
}

}  // namespace
}  // namespace hub::queues
