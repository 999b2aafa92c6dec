#include "queues/lane_comparison.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{3'000};

StreamEntry entry(std::uint64_t id, const std::string& payload) { return {{id, 0}, payload}; }

LaneContents contents(std::vector<StreamEntry> entries, std::uint64_t last_delivered,
                      std::map<StreamId, milliseconds> held = {}) {
    return {std::move(entries), {last_delivered, 0}, std::move(held)};
}

std::vector<std::int64_t> lost_of(const LaneDifferences& differences) {
    std::vector<std::int64_t> ids;
    for (const auto& ticket : differences.lost) ids.push_back(ticket.delivery);
    return ids;
}

using Ids = std::vector<std::int64_t>;

TEST(CompareLane, finds_rows_whose_ticket_is_gone) {
    const auto differences = compare({{1, 0}, {2, 0}, {3, 0}}, contents({entry(5, "2:0")}, 0), kPatience);
    EXPECT_EQ(lost_of(differences), (Ids{1, 3}));
    EXPECT_TRUE(differences.leftovers.empty());
}

TEST(CompareLane, finds_nothing_wrong_with_tickets_that_wait) {
    const auto differences = compare({{1, 0}, {2, 4}}, contents({entry(5, "1:0"), entry(6, "2:4:alone")}, 4), kPatience);
    EXPECT_TRUE(differences.lost.empty());
    EXPECT_TRUE(differences.leftovers.empty());
    EXPECT_TRUE(differences.garbage.empty());
}

TEST(CompareLane, does_not_take_an_older_ticket_for_the_rows_own) {
    EXPECT_EQ(lost_of(compare({{1, 2}}, contents({entry(5, "1:1")}, 0), kPatience)), Ids{1});
}

TEST(CompareLane, gives_a_consumer_time_to_lease_what_it_was_given) {
    const auto fresh = compare({{1, 0}}, contents({entry(5, "1:0")}, 5, {{{5, 0}, milliseconds(2'999)}}), kPatience);
    EXPECT_TRUE(fresh.lost.empty());
    EXPECT_TRUE(fresh.leftovers.empty());
    const auto idle = compare({{1, 0}}, contents({entry(5, "1:0")}, 5, {{{5, 0}, milliseconds(3'000)}}), kPatience);
    EXPECT_EQ(lost_of(idle), Ids{1});
    EXPECT_EQ(idle.leftovers.size(), 1u);
}

TEST(CompareLane, finds_entries_that_were_given_out_and_acknowledged_but_are_still_there) {
    const auto differences = compare({{1, 0}}, contents({entry(5, "1:0")}, 7), kPatience);
    EXPECT_EQ(lost_of(differences), Ids{1});
    ASSERT_EQ(differences.leftovers.size(), 1u);
    EXPECT_EQ(differences.leftovers[0].id, (StreamId{5, 0}));
    EXPECT_EQ(differences.leftovers[0].ticket.delivery, 1);
}

TEST(CompareLane, finds_one_good_ticket_among_doubles_enough) {
    const auto differences = compare({{1, 0}}, contents({entry(5, "1:0"), entry(9, "1:0")}, 7), kPatience);
    EXPECT_TRUE(differences.lost.empty());
    EXPECT_EQ(differences.leftovers.size(), 1u);
}

TEST(CompareLane, names_garbage) {
    const auto differences = compare({}, contents({entry(5, "DROP TABLE"), entry(6, "")}, 0), kPatience);
    EXPECT_EQ(differences.garbage, (std::vector<StreamId>{{5, 0}, {6, 0}}));
}

}  // namespace
}  // namespace hub::queues
