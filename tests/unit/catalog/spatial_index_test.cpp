#include "handlers/catalog/spatial_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hub::catalog {
namespace {

std::vector<SpatialIndex::Entry> random_entries(std::mt19937& random, std::size_t count, bool whole_globe) {
    std::uniform_real_distribution<double> lat(whole_globe ? -90 : 34.5, whole_globe ? 90 : 34.9);
    std::uniform_real_distribution<double> lng(whole_globe ? -180 : 135.3, whole_globe ? 180 : 135.7);
    std::vector<SpatialIndex::Entry> entries;
    for (std::uint32_t shop = 0; shop < count; ++shop) {
        auto point = unit_vector({lat(random), lng(random)});
        if (shop > 0 && random() % 4 == 0) point = entries[random() % shop].point;  // shopping centres
        entries.push_back({point, shop});
    }
    return entries;
}

std::vector<NearShop> by_brute_force(const std::vector<SpatialIndex::Entry>& entries, const UnitVector& centre,
                                     std::size_t count, const NearestFilter& filter) {
    std::vector<NearShop> all;
    for (const auto& entry : entries) {
        const NearShop near{squared_chord(entry.point, centre), entry.shop};
        if (filter.only != nullptr && !filter.only->has(entry.shop)) continue;
        if (filter.from && near < *filter.from) continue;
        all.push_back(near);
    }
    std::sort(all.begin(), all.end());
    if (all.size() > count) all.resize(count);
    return all;
}

void expect_same(const std::vector<NearShop>& found, const std::vector<NearShop>& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t index = 0; index < found.size(); ++index) {
        ASSERT_EQ(found[index].shop, expected[index].shop) << "at " << index;
        ASSERT_EQ(found[index].squared_chord, expected[index].squared_chord);
    }
}

TEST(SpatialIndex, finds_what_brute_force_finds) {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        const auto entries = random_entries(random, 1 + random() % 700, round % 2 == 0);
        const SpatialIndex index(entries);
        ShopSet some(entries.size());
        for (std::uint32_t shop = 0; shop < entries.size(); ++shop)
            if (random() % 3 == 0) some.add(shop);
        for (int question = 0; question < 20; ++question) {
            const auto centre = random() % 2 == 0 ? entries[random() % entries.size()].point
                                                  : random_entries(random, 1, round % 2 == 0).front().point;
            NearestFilter filter;
            if (random() % 2 == 0) filter.only = &some;
            if (random() % 2 == 0)
                filter.from = NearShop{squared_chord(centre, entries[random() % entries.size()].point),
                                       static_cast<std::uint32_t>(random() % entries.size())};
            const auto count = 1 + random() % 30;
            expect_same(index.nearest(centre, count, filter), by_brute_force(entries, centre, count, filter));
        }
    }
}

TEST(SpatialIndex, of_nothing_finds_nothing) {
    const SpatialIndex index({});
    EXPECT_TRUE(index.nearest(unit_vector({34.7, 135.5}), 5, {}).empty());
}

TEST(SpatialIndex, sees_across_the_date_line) {
    const SpatialIndex index({{unit_vector({0, 179.9}), 0}, {unit_vector({0, 170}), 1}});
    EXPECT_EQ(index.nearest(unit_vector({0, -179.9}), 1, {}).front().shop, 0U);
}

TEST(SpatialIndex, counts_within_a_radius_what_brute_force_counts) {
    std::mt19937 random(8);
    for (int round = 0; round < 60; ++round) {
        const auto entries = random_entries(random, 1 + random() % 700, round % 2 == 0);
        const SpatialIndex index(entries);
        ShopSet some(entries.size());
        for (std::uint32_t shop = 0; shop < entries.size(); ++shop)
            if (random() % 3 == 0) some.add(shop);
        for (int question = 0; question < 20; ++question) {
            const auto centre = entries[random() % entries.size()].point;
            // A radius that ends exactly at a shop is the hard case.
            const auto limit = squared_chord(centre, entries[random() % entries.size()].point);
            std::size_t all = 0;
            std::size_t filtered = 0;
            for (const auto& entry : entries) {
                const bool inside = squared_chord(entry.point, centre) <= limit;
                all += inside;
                filtered += inside && some.has(entry.shop);
            }
            ASSERT_EQ(index.count_within(centre, limit, nullptr), all);
            ASSERT_EQ(index.count_within(centre, limit, &some), filtered);
            ShopSet collected(entries.size());
            index.collect_within(centre, limit, collected);
            ASSERT_EQ(collected.count(), all);
        }
    }
}

TEST(Geodesy, measures_metres) {
    EXPECT_NEAR(metres_between({34.7, 135.5}, {34.7, 135.5}), 0, 1e-6);
    EXPECT_NEAR(metres_between({0, 0}, {0, 1}), 111'195, 1);
    EXPECT_NEAR(metres_of(squared_chord_of(2000)), 2000, 1e-6);
    EXPECT_NEAR(metres_between({90, 0}, {-90, 0}), 20'015'115, 1);
}

}  // namespace
}  // namespace hub::catalog
