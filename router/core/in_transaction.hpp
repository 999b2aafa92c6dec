#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "router/core/unit_of_work.hpp"

namespace hub {

// A job that keeps what `work` returns, unless it is an error, in `value`: shared, because it may outlive the wait.
template <typename Value>
Transactions::Job keeping(std::shared_ptr<Value> value, std::function<Result<Value>(UnitOfWork&)> work) {
    return [value = std::move(value), work = std::move(work)](UnitOfWork& unit_of_work) -> Result<void> {
        auto done = work(unit_of_work);
        if (!done) return std::move(done).error();
        *value = std::move(*done);
        return Result<void>::success();
    };
}

// Runs `work` in one transaction and returns what it returned. Errors: its own, after which nothing was done; those of
// Transactions::run(). `transactions` must outlive the wait.
template <typename Value>
boost::asio::awaitable<Result<Value>> in_transaction(Transactions& transactions,
                                                     std::function<Result<Value>(UnitOfWork&)> work,
                                                     Deadline deadline) {
    const auto value = std::make_shared<Value>();
    const auto done = co_await transactions.run(keeping(value, std::move(work)), deadline);
    if (!done) co_return done.error();
    co_return std::move(*value);
}

// The same for `work` that is one statement which may as well be carried out twice; see
// Transactions::run_statement().
template <typename Value>
boost::asio::awaitable<Result<Value>> in_one_statement(Transactions& transactions,
                                                       std::function<Result<Value>(UnitOfWork&)> work,
                                                       Deadline deadline) {
    const auto value = std::make_shared<Value>();
    const auto done = co_await transactions.run_statement(keeping(value, std::move(work)), deadline);
    if (!done) co_return done.error();
    co_return std::move(*value);
}

}  // namespace hub
