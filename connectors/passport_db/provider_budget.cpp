#include "connectors/passport_db/provider_budget.hpp"

#include <pqxx/pqxx>

#include "router/runtime/database.hpp"

namespace hub::passport_db {

boost::asio::awaitable<Result<bool>> ProviderBudget::take(std::string provider, std::string day, std::int64_t limit,
                                                          Deadline deadline) {
    const auto taken = std::make_shared<bool>(false);
    Transactions::Job job = [taken, provider, day, limit](UnitOfWork& unit_of_work) {
        const auto row = runtime::native(unit_of_work)
                             .exec_params1("SELECT hub.take_from_budget($1, $2, 1, $3)", provider, day, limit);
        *taken = row[0].as<bool>();
        return Result<void>::success();
    };
    const auto result = co_await transactions_.run(std::move(job), deadline);
    if (!result) co_return result.error();
    co_return *taken;
}

}  // namespace hub::passport_db
