#pragma once

#include <chrono>
#include <functional>

#include "router/cli/commands.hpp"
#include "router/cli/configuration.hpp"
#include "router/runtime/database.hpp"

namespace hub::cli {

// Connection settings of the application role and of the owner role.
runtime::DatabaseSettings application_database(const Settings& settings);
runtime::DatabaseSettings owner_database(const Settings& settings);

// Runs `work` in one transaction and returns what it returns. Errors: its own, those of the database.
template <typename Answer>
Result<Answer> in_transaction(runtime::Database& database, std::chrono::seconds longest,
                              const std::function<Result<Answer>(UnitOfWork&)>& work) {
    Result<Answer> answer;
    const auto done = database.run_here(
        [&](UnitOfWork& unit_of_work) -> Result<void> {
            answer = work(unit_of_work);
            if (!answer) return answer.error();
            return Result<void>::success();
        },
        Deadline::after(system_clock(), longest));
    if (!done) return done.error();
    return answer;
}

// A database for commands that run to their end here: as the application role, outbox included.
std::unique_ptr<runtime::Database> open_database(const Configuration& configuration);

// Runs `work` in one transaction of at most 15 s and prints the text it returns, or the error; returns the exit code.
int print_answer(const CommonOptions& common, const std::function<Result<std::string>(UnitOfWork&)>& work);
int print_answer(const CommonOptions& common, const Configuration& configuration,
                 const std::function<Result<std::string>(UnitOfWork&)>& work);

}  // namespace hub::cli
