#include "connectors/support/budget.hpp"

#include "router/core/japanese_time.hpp"
#include "router/core/log.hpp"

namespace hub::http {

boost::asio::awaitable<Result<bool>> MemoryBudget::take(std::string provider, std::string day, std::int64_t limit,
                                                        Deadline) {
    auto& count = counts_[provider];
    if (count.day != day) count = Count{std::move(day), 0};
    if (count.taken >= limit / workers_) co_return false;
    ++count.taken;
    co_return true;
}

boost::asio::awaitable<Result<bool>> BudgetWithFallback::take(std::string provider, std::string day, std::int64_t limit,
                                                              Deadline deadline) {
    auto taken = co_await shared_.take(provider, day, limit, deadline);
    if (taken) co_return taken;
    log::warning("budget.local", {{"provider", provider}, {"code", taken.error().code}});
    auto local = co_await local_.take(std::move(provider), std::move(day), limit, deadline);
    co_return local;
}

std::string japanese_day(WallTime time) {
    return to_rfc3339(time + kJapanAheadOfUtc).substr(0, 10);
}

}  // namespace hub::http
