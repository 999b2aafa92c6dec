#pragma once

#include <optional>
#include <string>

#include "handlers/accounts/account.hpp"
#include "handlers/accounts/account_records.hpp"
#include "handlers/accounts/mail_seal.hpp"

namespace pqxx {
class transaction_base;
}

namespace hub::passport_db {

// What is held about an account of any kind: its moments, the links to its address (or to the one it shall have or
// had lately), and the messages to these, and what staff did about it. Empty when there is no such account.
accounts::AccountRecords find_account_records(pqxx::transaction_base& transaction, accounts::Account account,
                                              const accounts::MailSeal& seal);

// Of the messages to an account: those to its own address, and those to others about a change to or from them.
struct Subjects {
    std::string own;
    std::string asked;  // an array
};

// Nothing when there is no such account.
std::optional<Subjects> subjects_of(pqxx::transaction_base& transaction, accounts::Account account,
                                    const accounts::MailSeal& seal);

}  // namespace hub::passport_db
