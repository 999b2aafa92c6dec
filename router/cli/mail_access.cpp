#include "router/cli/mail_access.hpp"

namespace hub::cli {

Result<accounts::MailSeal> mail_seal(const Settings& settings) {
    auto key = accounts::AccountKey::from_hex(settings.account_key);
    if (!key) return key.error();
    return accounts::MailSeal(std::move(*key));
}

}  // namespace hub::cli
