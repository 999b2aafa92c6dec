#pragma once

#include "connectors/support/budget.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::passport_db {

// The budget that all workers share: rows of hub.provider_budget. I/O thread only; `transactions` must outlive it.
class ProviderBudget final : public http::Budget {
public:
    explicit ProviderBudget(Transactions& transactions) : transactions_(transactions) {}
    boost::asio::awaitable<Result<bool>> take(std::string provider, std::string day, std::int64_t limit,
                                              Deadline deadline) override;

private:
    Transactions& transactions_;
};

}  // namespace hub::passport_db
