#pragma once

#include <string>
#include <vector>

#include "handlers/accounts/account.hpp"
#include "handlers/accounts/account_records.hpp"
#include "handlers/accounts/mail_seal.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// Members and owners who left, and are there again because the database was restored from a backup.
namespace hub::passport_db {

struct LeftAccount {
    accounts::Account account;
    // The exact moment, RFC 3339: an account that has the same number from another moment on is somebody else's.
    std::string registered_at;
    std::string left_at;
};

// Those who are there, each once, by kind and number. Throws what libpqxx throws, as do the others.
std::vector<LeftAccount> find_again(UnitOfWork& unit_of_work, const std::vector<LeftAccount>& left);

// Lets nobody be given a number that somebody left with. Takes ids: to be called before anything else is locked.
void pass_numbers(UnitOfWork& unit_of_work, const std::vector<LeftAccount>& left);

// Erases an account again as it was erased when it left, which is a record of the audit, by `by`.
void erase_again(UnitOfWork& unit_of_work, const std::string& by, const LeftAccount& left,
                 const accounts::MailSeal& seal);

// Whether somebody is known as staff who may administer.
bool may_administer(UnitOfWork& unit_of_work, const std::string& name);

}  // namespace hub::passport_db
