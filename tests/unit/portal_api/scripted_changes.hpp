#pragma once

#include <vector>

#include "router/core/unit_of_work.hpp"
#include "tests/support/remembered_answers.hpp"

// A database and its kept answers as a test scripts them, in memory.
namespace hub::test {

class NoUnitOfWork final : public UnitOfWork {
public:
    void publish(Message) override {}
};

// Runs jobs at once. The commits fail with the errors it was given, in turn.
class ScriptedTransactions final : public Transactions {
public:
    boost::asio::awaitable<Result<void>> run(Job job, Deadline) override {
        ++transactions;
        NoUnitOfWork unit_of_work;
        auto result = job(unit_of_work);
        if (result && !commits.empty()) {
            result = commits.front();
            commits.erase(commits.begin());
        }
        co_return result;
    }
    int transactions = 0;
    std::vector<Result<void>> commits{};
};

}  // namespace hub::test
