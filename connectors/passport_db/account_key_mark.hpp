#pragma once

#include <string>

#include "handlers/accounts/mail_seal.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"
#include "router/runtime/database.hpp"

// A database keeps a mark of the key that its addresses are sealed with: with another key nobody would be found by
// address, and whatever is written would be lost for the right one.
namespace hub::passport_db {

// The mark of a key: 43 letters, the same each time, from which the key cannot be learnt.
std::string account_key_mark(const accounts::MailSeal& seal);

// Whether the database's addresses are sealed with this key, or it has no mark yet. Works with the application role.
// Error: conflict "accounts.other_key", which says what to do.
Result<void> account_key_fits(UnitOfWork& unit_of_work, const accounts::MailSeal& seal);

// What became of the mark: it was there, it was written as the first one, it was written over that of a lost key.
enum class KeyMark { same, first, replaced };

// Writes the mark of this key as the owner role, unless the database has one; also when what is sealed in it can be
// opened by it. With `before_is_lost` it takes the place of any other. Blocking.
// Errors: as account_key_fits; those of the database.
Result<KeyMark> keep_account_key_mark(const runtime::DatabaseSettings& owner, const accounts::MailSeal& seal,
                                      bool before_is_lost);

}  // namespace hub::passport_db
