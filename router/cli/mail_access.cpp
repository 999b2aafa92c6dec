#include "router/cli/mail_access.hpp"

#include "connectors/passport_db/account_key_mark.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {

Result<accounts::MailSeal> mail_seal(const Settings& settings) {
    auto key = accounts::AccountKey::from_hex(settings.account_key);
    if (!key) return key.error();
    return accounts::MailSeal(std::move(*key));
}

Result<void> account_key_fits(const Configuration& configuration) {
    const auto seal = mail_seal(configuration.settings);
    if (!seal) return seal.error();
    auto fits = Result<void>::success();
    const auto asked = open_database(configuration)
                           ->run_here(
                               [&](UnitOfWork& unit_of_work) {
                                   fits = passport_db::account_key_fits(unit_of_work, *seal);
                                   return Result<void>::success();
                               },
                               Deadline::after(system_clock(), std::chrono::seconds(5)));
    return asked ? fits : Result<void>::success();
}

}  // namespace hub::cli
