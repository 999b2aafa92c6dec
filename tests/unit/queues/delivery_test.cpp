#include "queues/delivery.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

TEST(StateNames, are_read_back_as_they_are_written) {
    int finals = 0;
    for (const char* name : {"pending", "leased", "sending", "sent", "failed", "unknown", "parked"}) {
        const auto state = state_from(name);
        ASSERT_TRUE(state.has_value());
        EXPECT_EQ(to_string(*state), name);
        finals += is_final(*state) ? 1 : 0;
    }
    EXPECT_EQ(finals, 4);
    EXPECT_FALSE(state_from("lost"));
}

TEST(Ticket, is_read_back_as_it_is_written) {
    for (const bool alone : {false, true}) {
        const auto ticket = ticket_from(to_text(Ticket{9'007'199'254'740'993, 12, alone}));
        ASSERT_TRUE(ticket.has_value());
        EXPECT_EQ(ticket->delivery, 9'007'199'254'740'993);
        EXPECT_EQ(ticket->epoch, 12);
        EXPECT_EQ(ticket->alone, alone);
    }
}

TEST(Ticket, is_not_read_from_anything_else) {
    for (const char* text : {"", ":", "1", "1:", ":1", "a:1", "1:b", "-1:2", "1:-2", "1:2:", "1:2:alon", "1:2:3", " 1:2",
                             "99999999999999999999:1", "1:99999999999", "1:2 ", ":alone"})
        EXPECT_FALSE(ticket_from(text)) << text;
}

}  // namespace
}  // namespace hub::queues
