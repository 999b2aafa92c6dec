#include "connectors/passport_db/provider_budget.hpp"

#include <pqxx/pqxx>

#include "router/core/in_transaction.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {

boost::asio::awaitable<Result<bool>> ProviderBudget::take(std::string provider, std::string day, std::int64_t limit,
                                                          Deadline deadline) {
    std::function<Result<bool>(UnitOfWork&)> work = [provider, day, limit](UnitOfWork& unit_of_work) {
        const auto row = runtime::native(unit_of_work)
                             .exec_params1("SELECT hub.take_from_budget($1, $2, 1, $3)", provider, day, limit);
        return Result<bool>(row[0].as<bool>());
    };
    return in_transaction(transactions_, std::move(work), deadline);
}

}  // namespace hub::passport_db
