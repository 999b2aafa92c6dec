#include "router/supervisor/handover.hpp"

#include <gtest/gtest.h>

namespace hub::supervisor {
namespace {

Handover example() {
    Handover handover;
    handover.public_sockets = {5, 6};
    handover.operations_socket = 4;
    handover.deaths = 7;
    handover.lock = 3;
    handover.run_directory = "/var/lib/passport-hub/run";
    handover.drain_seconds = 10;
    handover.workers = {{0, 100, -1, 5000}, {1, 101, 9, 20}};
    handover.upgrade_id = "an id";
    return handover;
}

std::string with(const std::string& from, const std::string& to) {
    auto text = example().text();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Handover, arrives_as_it_was_sent) {
    const auto descriptor = example().send();
    ASSERT_TRUE(descriptor.ok());
    const auto received = Handover::receive(*descriptor);
    ASSERT_TRUE(received.ok());
    EXPECT_EQ(received->text(), example().text());
    EXPECT_EQ(received->workers.at(1).ready_pipe, 9);
    EXPECT_EQ(received->workers.at(0).age_milliseconds, 5000);
    EXPECT_EQ(received->deaths, 7);
}

TEST(Handover, says_more_to_a_later_version_without_confusing_this_one) {
    const auto read = Handover::from_text(with("{\"version\":1", "{\"more\":[1,2],\"version\":1"));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->text(), example().text());
}

TEST(Handover, of_a_program_that_kept_no_record_of_deaths_is_understood) {
    const auto read = Handover::from_text(with(",\"deaths\":7", ""));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->deaths, -1);
}

TEST(Handover, refuses_what_it_does_not_know_or_what_is_not_all_there) {
    EXPECT_FALSE(Handover::from_text("").ok());
    EXPECT_FALSE(Handover::from_text("{}").ok());
    EXPECT_FALSE(Handover::from_text(with("\"version\":1", "\"version\":2")).ok());
    EXPECT_FALSE(Handover::from_text(with("[5,6]", "[]")).ok());
    EXPECT_FALSE(Handover::from_text(with("[5,6]", "[5,\"6\"]")).ok());
    EXPECT_FALSE(Handover::from_text(with("\"index\":1", "\"index\":2")).ok()) << "a worker without a socket";
    EXPECT_FALSE(Handover::from_text(with("\"pid\":100", "\"pid\":0")).ok()) << "a signal to it would reach everybody";
    EXPECT_FALSE(Handover::from_text(with("\"lock\":3", "\"lock\":null")).ok());
    EXPECT_FALSE(Handover::from_text(with("\"drain_seconds\":10", "\"drain_seconds\":0")).ok());
    EXPECT_FALSE(Handover::receive(-1).ok());
}

}  // namespace
}  // namespace hub::supervisor
