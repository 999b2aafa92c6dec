#pragma once

#include <string>

#include "handlers/accounts/account_key.hpp"
#include "router/core/handler.hpp"

// The mails to owners of accounts that are no links.
namespace hub::accounts {

// accounts.notice_mail: turns account.changed (see publish_notice()) into mail.send: what was done, and what to do if
// it was somebody else. `invalid` with every wrong field named.
class NoticeMail final : public Translator {
public:
    // `base_url`: of the public pages, without a slash at the end. `clock` must outlive it.
    NoticeMail(std::string base_url, AccountKey key, const Clock& clock)
        : base_url_(std::move(base_url)), key_(std::move(key)), clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const std::string base_url_;
    const AccountKey key_;
    const Clock& clock_;
};

// accounts.code_mail: turns account.code_asked {"kind", "mail", "seed", "expires_at"} into mail.send with the code for
// the second step of a login. `invalid` with every wrong field named.
class CodeMail final : public Translator {
public:
    // `clock` must outlive it.
    CodeMail(AccountKey key, const Clock& clock) : key_(std::move(key)), clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const AccountKey key_;
    const Clock& clock_;
};

}  // namespace hub::accounts
