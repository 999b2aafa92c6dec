#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "router/cli/configuration.hpp"

namespace hub::cli {

// What opens the mail addresses in the database. Error: invalid.
Result<accounts::MailSeal> mail_seal(const Settings& settings);

// Whether the configured key is the one that the database's addresses are sealed with: who writes anything with it asks
// first. A database that cannot be asked within a few seconds is no reason to refuse. Blocking.
// Errors: invalid; conflict "accounts.other_key".
Result<void> account_key_fits(const Configuration& configuration);

}  // namespace hub::cli
