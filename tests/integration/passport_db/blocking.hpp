#pragma once

#include <chrono>
#include <thread>

#include <gtest/gtest.h>
#include <pqxx/pqxx>

namespace hub::passport_db {

// Until another connection waits for what this transaction holds; after ten seconds the test fails.
inline void wait_until_blocking(pqxx::transaction_base& transaction) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const std::string waiting =
        "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))";
    while (transaction.exec(waiting).empty()) {
        if (std::chrono::steady_clock::now() > end) {
            ADD_FAILURE() << "nobody waits";
            return;
        }
        std::this_thread::yield();
    }
}

}  // namespace hub::passport_db
