#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {

// One connection to PostgreSQL for one thread of the delivery machinery; connects when it is used, and again after it
// broke, with growing pauses. Statements are limited to 10 s by the server.
class DatabaseSession {
public:
    // `purpose` is shown by PostgreSQL as the application name. Listens to `channel` unless it is empty.
    DatabaseSession(const runtime::DatabaseSettings& settings, const std::string& purpose, const Clock& clock,
                    std::string channel = {});
    ~DatabaseSession();

    using Job = std::function<void(pqxx::transaction_base&)>;

    // Runs `job` in one transaction and commits it. Errors: those of runtime::to_error; transient "database.waiting"
    // while a pause after a failed attempt lasts. unknown_outcome means that the commit may have happened.
    Result<void> run(const Job& job);

    // Until something is notified on the channel or the time is over. Errors as run().
    Result<void> wait(std::chrono::milliseconds longest);

    // Breaks whatever is under way and everything later; from any thread. For a shutdown that must not wait.
    void interrupt();

    bool connected() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hub::queues
