#pragma once

#include <string>
#include <utility>

#include <pqxx/connection_base>
#include <pqxx/transaction_base>

namespace hub::queues {

// Runs a statement that PostgreSQL parses and plans once per session instead of at each call. `name` stands for this `sql`
// alone. Throws what libpqxx throws.
template <typename... Values>
pqxx::result run_prepared(pqxx::transaction_base& transaction, const std::string& name, const std::string& sql,
                          Values&&... values) {
    transaction.conn().prepare(name, sql);  // does nothing when it is known already
    return transaction.exec_prepared(name, std::forward<Values>(values)...);
}

}  // namespace hub::queues
