#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "router/cli/settings.hpp"

namespace hub::cli {

// What opens the mail addresses in the database. Error: invalid.
Result<accounts::MailSeal> mail_seal(const Settings& settings);

}  // namespace hub::cli
