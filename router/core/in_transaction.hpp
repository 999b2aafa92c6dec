#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "router/core/unit_of_work.hpp"

namespace hub {

// Runs `work` in one transaction and returns what it returned. Errors: its own, after which nothing was done; those of
// Transactions::run(). `transactions` must outlive the wait.
template <typename Value>
boost::asio::awaitable<Result<Value>> in_transaction(Transactions& transactions,
                                                     std::function<Result<Value>(UnitOfWork&)> work,
                                                     Deadline deadline) {
    // Shared: the job may outlive the wait for it.
    const auto value = std::make_shared<Value>();
    Transactions::Job job = [value, work = std::move(work)](UnitOfWork& unit_of_work) -> Result<void> {
        auto done = work(unit_of_work);
        if (!done) return std::move(done).error();
        *value = std::move(*done);
        return Result<void>::success();
    };
    const auto done = co_await transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return std::move(*value);
}

}  // namespace hub
