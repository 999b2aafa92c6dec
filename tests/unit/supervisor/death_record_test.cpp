#include "router/supervisor/death_record.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace hub::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr int kKilled = 9;        // waitpid's status of one that died by SIGKILL
constexpr int kExitOne = 1 << 8;  // and of one that ended with exit code 1

TEST(DeathRecord, tells_who_holds_a_copy_of_the_descriptor_who_died_and_how) {
    auto record = DeathRecord::make();
    ASSERT_TRUE(record);
    const int inherited = dup(record->descriptor());
    EXPECT_TRUE(DeathRecord::read(inherited).empty());
    const MonotonicTime now{1h};
    record->note(1, kKilled, now);
    const auto deaths = DeathRecord::read(inherited);
    ASSERT_EQ(deaths.size(), 1u);
    EXPECT_EQ(deaths[0].index, 1);
    EXPECT_EQ(deaths[0].in_a_row, 1);
    EXPECT_EQ(deaths[0].last, now);
    EXPECT_EQ(deaths[0].how, "signal 9");
    close(inherited);
}

TEST(DeathRecord, counts_deaths_that_follow_each_other_within_ten_minutes) {
    auto record = DeathRecord::make();
    ASSERT_TRUE(record);
    MonotonicTime now{1h};
    for (int death = 0; death < 3; ++death) record->note(0, kExitOne, now += 9min);
    EXPECT_EQ(DeathRecord::read(record->descriptor()).at(0).in_a_row, 3);
    EXPECT_EQ(DeathRecord::read(record->descriptor()).at(0).how, "exit code 1");
    record->note(0, kExitOne, now += 10min);
    EXPECT_EQ(DeathRecord::read(record->descriptor()).at(0).in_a_row, 1);
}

TEST(DeathRecord, goes_on_under_the_program_that_takes_over) {
    auto record = DeathRecord::make();
    ASSERT_TRUE(record);
    record->note(0, kKilled, MonotonicTime{1h});
    auto adopted = DeathRecord::adopt(dup(record->descriptor()));
    adopted.note(0, kKilled, MonotonicTime{1h} + 1min);
    EXPECT_EQ(DeathRecord::read(record->descriptor()).at(0).in_a_row, 2);
}

TEST(DeathRecord, is_empty_where_there_is_none_and_bounded) {
    EXPECT_TRUE(DeathRecord::read(-1).empty());
    EXPECT_TRUE(DeathRecord::read(12'345).empty());
    auto record = DeathRecord::make();
    ASSERT_TRUE(record);
    for (int index = -1; index < 1'000; ++index) record->note(index, kKilled, MonotonicTime{1h});
    EXPECT_EQ(DeathRecord::read(record->descriptor()).size(), 64u);
}

}  // namespace
}  // namespace hub::supervisor
