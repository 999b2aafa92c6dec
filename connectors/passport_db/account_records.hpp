#pragma once

#include <string>

#include "handlers/accounts/account.hpp"
#include "handlers/accounts/account_records.hpp"

namespace pqxx {
class transaction_base;
}

namespace hub::passport_db {

// What is held about an account of any kind: its moments, the links to its address (or to the one it shall have), and
// the messages with this subject. Empty when there is no such account.
accounts::AccountRecords find_account_records(pqxx::transaction_base& transaction, accounts::Account account,
                                              const std::string& subject);

}  // namespace hub::passport_db
