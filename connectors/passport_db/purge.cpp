#include "connectors/passport_db/purge.hpp"

#include <pqxx/pqxx>

#include "router/core/in_transaction.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {

PurgeCounts purge(UnitOfWork& unit_of_work) {
    PurgeCounts counts;
    for (const auto& row : runtime::native(unit_of_work).exec("SELECT kind, removed FROM hub.purge()"))
        counts.emplace_back(row[0].as<std::string>(), row[1].as<std::int64_t>());
    return counts;
}

std::string to_text(const PurgeCounts& counts) {
    std::string text;
    for (const auto& [kind, removed] : counts) text += (text.empty() ? "" : " ") + kind + "=" + std::to_string(removed);
    return text;
}

boost::asio::awaitable<Result<Receipt>> Purge::deliver(Message, Delivery delivery) {
    std::function<Result<PurgeCounts>(UnitOfWork&)> work = [](UnitOfWork& unit_of_work) {
        return Result<PurgeCounts>(purge(unit_of_work));
    };
    const auto counts = co_await in_transaction(transactions_, std::move(work), delivery.deadline);
    if (!counts) co_return counts.error();
    for (const auto& [kind, removed] : *counts)
        metrics::number("hub_purged_total", "kind=\"" + kind + "\"").fetch_add(removed);
    log::info("purge.done", {{"removed", to_text(*counts)}});
    co_return Receipt{to_text(*counts), {}};
}

boost::asio::awaitable<Result<void>> Purge::check(Deadline) { co_return Result<void>::success(); }

}  // namespace hub::passport_db
