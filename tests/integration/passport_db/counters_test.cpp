#include "connectors/passport_db/counters.hpp"

#include <mutex>
#include <numeric>
#include <set>
#include <thread>

#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

class Counters : public PassportDatabase {
protected:
    // Ids of one transaction, which is rolled back when told to.
    std::int64_t take(Counter counter, std::int64_t count = 1, bool roll_back = false) {
        std::int64_t first = 0;
        const auto job = [&](UnitOfWork& unit_of_work) -> Result<void> {
            first = take_ids(unit_of_work, counter, count);
            if (roll_back) return Error{ErrorKind::conflict, "test.rolled_back", ""};
            return Result<void>::success();
        };
        EXPECT_EQ(application.run_here(job, soon()).ok(), !roll_back);
        return first;
    }
};

TEST_F(Counters, number_without_gaps_and_repeats_from_eight_threads) {
    constexpr int kThreads = 8;
    constexpr int kIdsEach = 40;
    const auto start = std::stoll(value("SELECT last_id FROM event_counter"));
    std::mutex mutex;
    std::multiset<std::int64_t> ids;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&] {
            for (int turn = 0; turn < kIdsEach; ++turn) {
                take(Counter::event, 1, true);
                const auto id = take(Counter::event);
                const std::lock_guard lock(mutex);
                ids.insert(id);
            }
        });
    for (auto& thread : threads) thread.join();
    std::multiset<std::int64_t> expected;
    for (std::int64_t id = 1; id <= kThreads * kIdsEach; ++id) expected.insert(start + id);
    EXPECT_EQ(ids, expected);
}

TEST_F(Counters, hand_out_blocks) {
    const auto first = take(Counter::faminavi, 10);
    EXPECT_EQ(take(Counter::faminavi), first + 10);
}

TEST_F(Counters, are_one_for_each_kind_of_thing) {
    for (const auto counter : {Counter::users, Counter::shop, Counter::owner, Counter::event, Counter::faminavi}) {
        const auto first = take(counter);
        EXPECT_EQ(take(counter), first + 1);
    }
}

}  // namespace
}  // namespace hub::passport_db
