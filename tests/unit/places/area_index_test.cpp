#include "handlers/places/area_index.hpp"

#include <gtest/gtest.h>

namespace hub::places {
namespace {

Ring square(double lat, double lng, double side) {
    return {{lat, lng}, {lat, lng + side}, {lat + side, lng + side}, {lat + side, lng}, {lat, lng}};
}

// Two neighbours, an island of the first, and a lake in the second.
std::vector<Area> areas() {
    Area north{"27001", "大阪府", "見本北市", {{square(34.50, 135.40, 0.10)}, {square(34.30, 135.40, 0.02)}}};
    Area east{"27002", "大阪府", "見本東市", {{square(34.50, 135.50, 0.10), square(34.54, 135.54, 0.02)}}};
    return {north, east};
}

class AreaIndexTest : public ::testing::Test {
protected:
    std::string name_at(Position position, double tolerance = AreaIndex::kUsualTolerance) const {
        const auto hit = index.at(position, tolerance);
        return hit ? hit->area->name : "";
    }
    const AreaIndex index{areas()};
};

TEST_F(AreaIndexTest, knows_in_which_area_a_point_lies) {
    EXPECT_EQ(name_at({34.55, 135.45}), "見本北市");
    EXPECT_EQ(name_at({34.55, 135.53}), "見本東市");
    EXPECT_EQ(name_at({34.31, 135.41}), "見本北市") << "on its island";
    EXPECT_EQ(name_at({34.55, 135.55}, 100), "") << "on the lake";
    EXPECT_EQ(name_at({35.0, 139.0}), "");
}

TEST_F(AreaIndexTest, takes_the_nearest_area_within_the_tolerance_and_says_how_far_it_is) {
    // 0.002 degrees of latitude are 222 m.
    const auto hit = index.at({34.498, 135.45});
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->area->name, "見本北市");
    EXPECT_NEAR(hit->outside_m, 222.4, 1);
    EXPECT_FALSE(index.at({34.498, 135.45}, 200));
    EXPECT_EQ(index.at({34.55, 135.45})->outside_m, 0);
    EXPECT_EQ(name_at({34.498, 135.501}), "見本東市") << "nearer than its neighbour";
}

TEST_F(AreaIndexTest, measures_east_and_west_with_the_latitude) {
    const auto hit = index.at({34.55, 135.398});
    ASSERT_TRUE(hit);
    EXPECT_NEAR(hit->outside_m, 183.1, 1);
}

TEST_F(AreaIndexTest, finds_the_middle_of_the_largest_polygon) {
    const auto middle = middle_of(areas()[0]);
    ASSERT_TRUE(middle);
    EXPECT_NEAR(middle->lat, 34.55, 1e-9);
    EXPECT_NEAR(middle->lng, 135.45, 1e-9);
    EXPECT_FALSE(middle_of({"27003", "大阪府", "無い市", {}}));
}

TEST_F(AreaIndexTest, leaves_out_what_is_no_polygon_and_stays_empty_without_areas) {
    const AreaIndex odd({{"27004", "大阪府", "線の市", {{{{34.5, 135.5}, {34.6, 135.6}}}, {}}},
                         {"27005", "大阪府", "地球外市", {{square(134.5, 135.5, 0.1)}}}});
    EXPECT_FALSE(odd.at({34.55, 135.55}));
    EXPECT_EQ(odd.areas().size(), 2U);
    EXPECT_TRUE(AreaIndex().empty());
    EXPECT_FALSE(AreaIndex().at({34.5, 135.5}));
    EXPECT_FALSE(index.at({200, 500}));
}

}  // namespace
}  // namespace hub::places
