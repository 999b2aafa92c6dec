#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "router/core/unit_of_work.hpp"
#include "router/runtime/blocking_pool.hpp"

namespace pqxx {
class connection_base;
class transaction_base;
}  // namespace pqxx

namespace hub::runtime {

struct DatabaseSettings {
    std::string host;
    int port = 5432;
    std::string name;
    std::string role;
    std::string password;
    std::size_t connections = 4;       // and as many threads
    std::size_t most_waiting = 256;    // jobs that may wait for a connection
};

// Writes the outbox rows of what was published, in the caller's transaction, which is rolled back on an error. Given by
// `queues`.
using OutboxWriter = std::function<Result<void>(pqxx::transaction_base&, const std::vector<Message>&)>;

// PostgreSQL through libpqxx: one transaction per job, on as many threads as connections. A connection that broke is
// replaced at its next use; session state is never relied upon.
class Database final : public Transactions {
public:
    // Connects lazily: constructing succeeds while PostgreSQL is away.
    Database(DatabaseSettings settings, const Clock& clock, OutboxWriter outbox_writer);
    ~Database() override;

    boost::asio::awaitable<Result<void>> run(Job job, Deadline deadline) override;
    // The server ends the statement after kLongestStatement; whoever waits is told at the deadline.
    boost::asio::awaitable<Result<void>> run_statement(Job job, Deadline deadline) override;
    static constexpr std::chrono::seconds kLongestStatement{10};
    // The same on the calling thread, for the command line; same errors.
    Result<void> run_here(const Job& job, Deadline deadline);

private:
    struct Connections;
    std::shared_ptr<Connections> connections_;  // shared: a job may outlive the wait for it
    BlockingPool pool_;                          // last: its threads use the above
};

// The libpqxx transaction behind a unit of work of Database; for stores and queues only.
pqxx::transaction_base& native(UnitOfWork& unit_of_work);

// The one mapping from what libpqxx throws to Error: transient (connection lost, 40001, 40P01, 53300, 57P0x),
// throttled (53xxx out of resources), conflict (23xxx), unknown_outcome (commit in doubt), cancelled (57014 statement
// timeout), permanent (25006 read-only and other SQL errors).
Error to_error(const std::exception_ptr& thrown);

// A libpq connection string with keep-alives of at most 3 s and a connect timeout of 3 s. Holds the password.
std::string connection_string(const DatabaseSettings& settings);

}  // namespace hub::runtime
