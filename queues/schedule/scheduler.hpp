#pragma once

#include <memory>

#include "queues/database_session.hpp"
#include "queues/route_book.hpp"

namespace hub::queues {

struct Schedule;

// Publishes the messages of schedules whose time has come by the database's clock. Every process runs one: the row is
// locked while it is decided about, and its run, its message and its next time become true in one transaction, so each
// time is decided about once.
class Scheduler {
public:
    // References outlive it.
    Scheduler(DatabaseSession& database, std::shared_ptr<const RouteBook> routes, const Clock& clock);

    // One round. What was missed, or cannot be understood, is logged and counted. Errors: those of the database.
    Result<void> step();

private:
    struct Report;
    Report decide_about(pqxx::transaction_base& transaction, const Schedule& schedule, WallTime now) const;

    DatabaseSession& database_;
    const std::shared_ptr<const RouteBook> routes_;
    const Clock& clock_;
};

}  // namespace hub::queues
