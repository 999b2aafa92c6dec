#pragma once

#include <functional>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

namespace hub {

// One database transaction. Stores take it; what is published in it becomes true with the commit, or not at all.
// Lives on a database thread for the time of one job; never kept.
class UnitOfWork {
public:
    virtual ~UnitOfWork() = default;
    // Stages a queued message: its outbox rows are written right before the commit, one per queued route that takes it.
    // Extensions that are read then and make no sense (`notbefore`, `expirytime`) fail the transaction: `invalid`.
    virtual void publish(Message message) = 0;
};

// Runs transactions. Handlers see only this and the interfaces of the stores.
class Transactions {
public:
    virtual ~Transactions() = default;

    using Job = std::function<Result<void>(UnitOfWork&)>;

    // Runs `job` on a database thread in one transaction: committed when it returns ok, rolled back otherwise.
    // Errors: those of the job; throttled (too many are waiting), transient (database away: nothing happened),
    // unknown_outcome (the connection was lost during the commit), cancelled (deadline).
    virtual boost::asio::awaitable<Result<void>> run(Job job, Deadline deadline) = 0;

    // Runs `job`, which is one statement that may as well be carried out twice (it reads, or says how something shall
    // be), without a transaction around it: one round trip is enough. Errors: those of the job; throttled, transient,
    // cancelled as run(), but transient does not say that nothing happened.
    virtual boost::asio::awaitable<Result<void>> run_statement(Job job, Deadline deadline) {
        return run(std::move(job), deadline);
    }
};

}  // namespace hub
