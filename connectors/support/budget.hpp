#pragma once

#include <map>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/result.hpp"

namespace hub::http {

// How many calls of a paid service may still be made. Shared by all workers where the implementation can.
class Budget {
public:
    virtual ~Budget() = default;
    // Takes one call of `provider` ("google_maps") from the budget of `day` ("2026-11-20"); false when all `limit`
    // calls of that day are taken. Errors (transient, throttled, cancelled) mean that nobody could be asked.
    virtual boost::asio::awaitable<Result<bool>> take(std::string provider, std::string day, std::int64_t limit,
                                                      Deadline deadline) = 0;
};

// Counts in this process only, so each of `workers` processes has its share of the limit. I/O thread only.
class MemoryBudget final : public Budget {
public:
    explicit MemoryBudget(std::int64_t workers) : workers_(workers < 1 ? 1 : workers) {}
    boost::asio::awaitable<Result<bool>> take(std::string provider, std::string day, std::int64_t limit,
                                              Deadline deadline) override;

private:
    struct Count {
        std::string day;
        std::int64_t taken = 0;
    };
    const std::int64_t workers_;
    std::map<std::string, Count> counts_;  // by provider; a new day replaces the old one
};

// Asks `shared`, and `local` when `shared` cannot be asked. Both must outlive it.
class BudgetWithFallback final : public Budget {
public:
    BudgetWithFallback(Budget& shared, Budget& local) : shared_(shared), local_(local) {}
    boost::asio::awaitable<Result<bool>> take(std::string provider, std::string day, std::int64_t limit,
                                              Deadline deadline) override;

private:
    Budget& shared_;
    Budget& local_;
};

// The day in Japan, by which our budgets are counted: 2026-11-20.
std::string japanese_day(WallTime time);

}  // namespace hub::http
