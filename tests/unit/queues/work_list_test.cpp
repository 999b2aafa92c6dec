#include "queues/work_list.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

TEST(WorkList, finds_what_waits_in_two_lists_and_what_is_held_in_one) {
    EXPECT_EQ(is_in(State::pending, "d"),
              "(d.work_list = 'waiting' OR d.work_list = 'active' AND d.state = 'pending')");
    EXPECT_EQ(is_in(State::leased, "d"), "d.work_list = 'active' AND d.state = 'leased'");
    EXPECT_EQ(is_in(State::sending, "old"), "old.work_list = 'active' AND old.state = 'sending'");
}

TEST(WorkList, has_a_list_for_each_state_that_needs_a_person_and_none_for_what_was_sent) {
    EXPECT_EQ(is_in(State::failed, "d"), "d.work_list = 'failed'");
    EXPECT_EQ(is_in(State::unknown, "d"), "d.work_list = 'unknown'");
    EXPECT_EQ(is_in(State::parked, "d"), "d.work_list = 'parked'");
    EXPECT_EQ(is_in(State::sent, "d"), "d.state = 'sent'");
}

}  // namespace
}  // namespace hub::queues
