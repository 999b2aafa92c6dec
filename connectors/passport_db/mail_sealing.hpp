#pragma once

#include <cstdint>
#include <vector>

#include "handlers/accounts/mail_seal.hpp"
#include "router/core/result.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {

struct MailSealing {
    std::int64_t sealed = 0;
    // Accounts ("users/7") that stay as they are: somebody else has registered with their address.
    std::vector<FieldProblem> left;
};

// Seals the mail addresses that the database still holds in clear: from before the hub sealed them, or brought in by
// SQL. In parts, each in its own transaction of the owner role; safe while hubs serve, and may be repeated. Blocking.
// Errors: those of the database; everything sealed before stays so.
Result<MailSealing> seal_mails(const runtime::DatabaseSettings& owner, const accounts::MailSeal& seal);

}  // namespace hub::passport_db
