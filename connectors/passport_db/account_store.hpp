#pragma once

#include "handlers/accounts/account_store.hpp"
#include "handlers/accounts/mail_seal.hpp"

namespace hub::passport_db {

// hub::accounts::AccountStore on hub.account_link and the tables of accounts. Of one address at most three links an
// hour and ten a day are kept, whatever they are for.
class AccountStore final : public accounts::AccountStore {
public:
    explicit AccountStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    std::optional<bool> keep_link(UnitOfWork& unit_of_work, const accounts::NewLink& link) override;
    Result<accounts::Link> find_link(UnitOfWork& unit_of_work, accounts::AccountKind kind,
                                     accounts::LinkPurpose purpose, const std::string& digest, WallTime now) override;
    Result<accounts::Link> use_link(UnitOfWork& unit_of_work, accounts::AccountKind kind, accounts::LinkPurpose purpose,
                                    const std::string& digest, WallTime now) override;
    std::optional<accounts::Credentials> find_credentials(UnitOfWork& unit_of_work, accounts::AccountKind kind,
                                                          const std::string& mail) override;
    std::optional<std::int64_t> find_account(UnitOfWork& unit_of_work, accounts::AccountKind kind,
                                             const std::string& mail) override;
    std::optional<accounts::OwnAccess> find_access(UnitOfWork& unit_of_work, accounts::Account account) override;
    bool hold_password(UnitOfWork& unit_of_work, accounts::Account account, const std::string& hash) override;
    void set_password(UnitOfWork& unit_of_work, accounts::Account account, const std::string& hash,
                      WallTime now) override;
    Result<void> set_mail(UnitOfWork& unit_of_work, accounts::Account account, const std::string& mail,
                          WallTime now) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
