#include "handlers/catalog/facility_search.hpp"

#include <gtest/gtest.h>

#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

class FacilitySearchTest : public ::testing::Test {
protected:
    std::vector<std::int64_t> found(const FacilityQuery& query) const {
        std::vector<std::int64_t> ids;
        for (const auto& item : search.find(query).items) ids.push_back(item.facility->facility_id);
        return ids;
    }
    std::vector<std::int64_t> named(std::string_view name) const {
        std::vector<std::int64_t> ids;
        for (const auto* facility : search.named(name, 10)) ids.push_back(facility->facility_id);
        return ids;
    }
    static FacilityQuery near(double radius) {
        FacilityQuery query;
        query.near = {34.7, 135.5};
        query.radius_m = radius;
        return query;
    }

    const std::vector<FacilityRow> rows = test::sample_facilities();
    const FacilitySearch search{rows};
};

using Ids = std::vector<std::int64_t>;

TEST_F(FacilitySearchTest, finds_the_nearest_first_and_only_within_the_radius) {
    EXPECT_EQ(found(near(2'000)), (Ids{1, 3, 2}));
    EXPECT_EQ(found(near(600)), (Ids{1, 3}));
    const auto page = search.find(near(2'000));
    EXPECT_EQ(page.items[0].distance_m, 0);
    EXPECT_NEAR(static_cast<double>(page.items[2].distance_m), 1'001, 2);
}

TEST_F(FacilitySearchTest, counts_all_within_the_radius_also_beyond_the_limit) {
    auto query = near(2'000);
    query.limit = 1;
    EXPECT_EQ(found(query), Ids{1});
    EXPECT_EQ(search.find(query).total, 3U);
}

TEST_F(FacilitySearchTest, begins_beyond_a_distance_and_counts_from_there) {
    auto query = near(2'000);
    query.beyond_m = 600;
    query.limit = 1;
    EXPECT_EQ(found(query), Ids{2});
    EXPECT_EQ(search.find(query).total, 1U);
    query.beyond_m = 3'000;
    EXPECT_EQ(search.find(query).total, 0U) << "beyond the radius there is nothing";
}

TEST_F(FacilitySearchTest, knows_when_each_is_open_and_closed) {
    auto two = test::sample_facilities();
    two[2].opening_hours = "9:00～17:00";
    two[2].closed_days = "月曜日";
    const FacilitySearch with_hours(two);
    const auto monday = std::chrono::local_days(std::chrono::year(2026) / 11 / 9);
    using State = OpeningHours::State;
    EXPECT_EQ(with_hours.opening_hours(two[2]).at(monday + std::chrono::hours(12)).state, State::closed);
    EXPECT_EQ(with_hours.opening_hours(two[2]).at(monday + std::chrono::hours(36)).state, State::open);
    EXPECT_FALSE(with_hours.opening_hours(two[0]).known());
}

TEST_F(FacilitySearchTest, takes_any_of_the_kinds) {
    auto query = near(2'000);
    query.kinds = {"park"};
    EXPECT_EQ(found(query), (Ids{1, 2}));
    query.kinds = {"park", "library"};
    EXPECT_EQ(found(query), (Ids{1, 3, 2}));
    query.kinds = {"shelter"};
    EXPECT_EQ(found(query), Ids{});
}

TEST_F(FacilitySearchTest, wants_all_of_the_services) {
    auto query = near(2'000);
    query.services = {"05"};
    EXPECT_EQ(found(query), (Ids{3, 2}));
    query.services = {"05", "06"};
    EXPECT_EQ(found(query), Ids{3});
    query.kinds = {"park"};
    EXPECT_EQ(found(query), Ids{});
}

TEST_F(FacilitySearchTest, finds_by_name_and_reading_however_they_are_written) {
    EXPECT_EQ(named("見本図書館"), Ids{3});
    EXPECT_EQ(named("ミホントショカン"), Ids{3});
    EXPECT_EQ(named("公園"), (Ids{1, 2, 5}));
    EXPECT_EQ(named(""), Ids{});
    EXPECT_EQ(named("水族館"), Ids{});
}

TEST_F(FacilitySearchTest, finds_by_id) {
    EXPECT_EQ(search.find_facility(4)->name, "見本保育所");
    EXPECT_EQ(search.find_facility(99), nullptr);
}

TEST(FacilitySearch, of_nothing_finds_nothing) {
    const std::vector<FacilityRow> none;
    const FacilitySearch search(none);
    EXPECT_EQ(search.find({{34.7, 135.5}, 2'000}).total, 0U);
    EXPECT_TRUE(search.named("公園", 5).empty());
}

}  // namespace
}  // namespace hub::catalog
