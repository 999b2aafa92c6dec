#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/connector.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::passport_db {

// How many of each kind were removed.
using PurgeCounts = std::vector<std::pair<std::string, std::int64_t>>;

// Removes what is kept no longer (hub.purge).
PurgeCounts purge(UnitOfWork& unit_of_work);

// "links=3 sessions=2 ..."
std::string to_text(const PurgeCounts& counts);

// Takes purge.due, which the schedule nightly_purge publishes, and purges. The receipt's reference says how many of
// each kind were removed, and so do the log and hub_purged_total. Errors: those of the database.
class Purge final : public Sink {
public:
    // The references must outlive it.
    explicit Purge(Transactions& transactions) : transactions_(transactions) {}

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    Transactions& transactions_;
};

}  // namespace hub::passport_db
