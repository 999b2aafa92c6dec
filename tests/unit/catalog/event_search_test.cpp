#include "handlers/catalog/event_search.hpp"

#include <gtest/gtest.h>

#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

using namespace std::chrono_literals;

class EventSearchTest : public ::testing::Test {
protected:
    std::vector<std::int64_t> found(const EventQuery& query) const {
        std::vector<std::int64_t> ids;
        for (const auto& item : search.find(query).items) ids.push_back(item.event->event_id);
        return ids;
    }
    static EventQuery on(std::chrono::sys_days first, std::chrono::sys_days last) {
        EventQuery query;
        query.first_day = first;
        query.last_day = last;
        return query;
    }

    const std::vector<EventRow> rows = test::sample_events();
    const EventSearch search{rows};
    const EventQuery december = on(2026y / 12 / 1, 2026y / 12 / 31);
};

using Ids = std::vector<std::int64_t>;

TEST_F(EventSearchTest, finds_what_takes_place_on_any_of_the_days) {
    EXPECT_EQ(found(december), (Ids{2, 1, 3}));
    EXPECT_EQ(found(on(2026y / 12 / 6, 2026y / 12 / 6)), (Ids{1, 2}));
    EXPECT_EQ(found(on(2026y / 12 / 7, 2026y / 12 / 7)), Ids{2});
    EXPECT_EQ(found(on(2026y / 8 / 2, 2026y / 8 / 2)), Ids{4});
    EXPECT_EQ(found(on(2027y / 2 / 1, 2027y / 2 / 28)), Ids{});
}

TEST_F(EventSearchTest, finds_by_city_with_its_wards) {
    auto query = december;
    query.city = "大阪市";
    EXPECT_EQ(found(query), (Ids{2, 1}));
    query.city = "堺市堺区";
    EXPECT_EQ(found(query), Ids{3});
}

TEST_F(EventSearchTest, finds_around_a_point_and_tells_the_distance) {
    auto query = on(2026y / 12 / 5, 2026y / 12 / 5);
    query.near = Position{34.7, 135.5};
    query.radius_m = 5'000;
    EXPECT_EQ(found(query), (Ids{1, 2}));
    EXPECT_EQ(search.find(query).items[0].distance_m, 0);
    query.radius_m = 100;
    EXPECT_EQ(found(query), Ids{1});
    query.city = "堺市";
    EXPECT_EQ(found(query), (Ids{1, 3})) << "an event of the city counts also without a position";
}

TEST_F(EventSearchTest, finds_what_is_free_and_of_a_programme) {
    auto query = december;
    query.free = true;
    EXPECT_EQ(found(query), Ids{1});
    query.programme = Programme::marriage;
    EXPECT_EQ(found(query), Ids{});
}

TEST_F(EventSearchTest, counts_beyond_the_limit_and_finds_by_id) {
    auto query = december;
    query.limit = 1;
    EXPECT_EQ(search.find(query).items.size(), 1U);
    EXPECT_EQ(search.find(query).total, 3U);
    EXPECT_EQ(search.find_event(3)->title, "離乳食教室");
    EXPECT_EQ(search.find_event(9), nullptr);
}

TEST(EventFee, is_free_only_when_the_event_says_so) {
    const auto free = [](const char* fee) {
        EventRow event;
        event.fee_text = fee;
        return says_free(event);
    };
    for (const auto* fee : {"無料", "参加費無料", "０円", "参加費：なし", "参加費なし", "不要"})
        EXPECT_TRUE(free(fee)) << fee;
    for (const auto* fee : {"", "300円", "500円（ドリンク付き）", "100円", "一部有料（入場無料）"})
        EXPECT_FALSE(free(fee)) << fee;
}

}  // namespace
}  // namespace hub::catalog
