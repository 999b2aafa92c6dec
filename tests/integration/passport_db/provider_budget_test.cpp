#include "connectors/passport_db/provider_budget.hpp"

#include <thread>

#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

class SharedBudget : public PassportDatabase {
protected:
    bool take(const std::string& day, std::int64_t limit) {
        ProviderBudget budget(application);
        const auto taken = test::run_awaitable(budget.take("google_maps", day, limit, soon()));
        EXPECT_TRUE(taken.ok());
        return taken.ok() && *taken;
    }
};

TEST_F(SharedBudget, is_never_overdrawn_by_several_at_once) {
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int call = 0; call < 10; ++call) taken += take("2026-11-20", 25) ? 1 : 0;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(taken, 25);
    EXPECT_EQ(value("SELECT used FROM hub.provider_budget"), "25");
}

TEST_F(SharedBudget, begins_anew_every_day) {
    EXPECT_TRUE(take("2026-11-20", 1));
    EXPECT_FALSE(take("2026-11-20", 1));
    EXPECT_TRUE(take("2026-11-21", 1));
}

}  // namespace
}  // namespace hub::passport_db
