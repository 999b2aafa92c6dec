#include <gtest/gtest.h>

#include "connectors/support/budget.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::http {
namespace {

const Deadline kDeadline(MonotonicTime::max());

bool take(Budget& budget, const std::string& day, std::int64_t limit) {
    return *test::run_awaitable(budget.take("google_maps", day, limit, kDeadline));
}

class BrokenBudget final : public Budget {
public:
    boost::asio::awaitable<Result<bool>> take(std::string, std::string, std::int64_t, Deadline) override {
        co_return Error{ErrorKind::transient, "database.unavailable", "away"};
    }
};

TEST(Budget, gives_each_worker_its_share_of_the_day) {
    MemoryBudget budget(2);
    EXPECT_TRUE(take(budget, "2026-11-20", 4));
    EXPECT_TRUE(take(budget, "2026-11-20", 4));
    EXPECT_FALSE(take(budget, "2026-11-20", 4));
    EXPECT_TRUE(take(budget, "2026-11-21", 4));
}

TEST(Budget, counts_locally_when_the_shared_one_cannot_be_asked) {
    BrokenBudget broken;
    MemoryBudget local(2);
    BudgetWithFallback budget(broken, local);
    EXPECT_TRUE(take(budget, "2026-11-20", 2));
    EXPECT_FALSE(take(budget, "2026-11-20", 2));
}

TEST(Budget, believes_the_shared_one_when_it_says_no) {
    MemoryBudget shared(1);
    MemoryBudget local(1);
    BudgetWithFallback budget(shared, local);
    EXPECT_FALSE(take(budget, "2026-11-20", 0));
    EXPECT_TRUE(take(budget, "2026-11-20", 1));
    EXPECT_FALSE(take(budget, "2026-11-20", 1));
}

TEST(Budget, has_its_day_begin_at_midnight_in_japan) {
    EXPECT_EQ(japanese_day(from_rfc3339("2026-11-20T14:59:59Z").value()), "2026-11-20");
    EXPECT_EQ(japanese_day(from_rfc3339("2026-11-20T15:00:00Z").value()), "2026-11-21");
}

}  // namespace
}  // namespace hub::http
