#pragma once

#include <string>

#include "handlers/accounts/account_key.hpp"
#include "router/core/handler.hpp"

namespace hub::accounts {

// accounts.link_mail: turns account.link_asked (see ask_for_link()) into mail.send: the one-time link, or the word why
// there is none: to register, or to change to, an address that has an account; to get in with one that has none. Both
// are mailed, so that not even what happens behind the answer differs, and who mistook the address learns it. `invalid`
// with every wrong field named.
class LinkMail final : public Translator {
public:
    // `base_url`: of the public pages, without a slash at the end. `clock` must outlive it.
    LinkMail(std::string base_url, AccountKey key, const Clock& clock)
        : base_url_(std::move(base_url)), key_(std::move(key)), clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const std::string base_url_;
    const AccountKey key_;
    const Clock& clock_;
};

}  // namespace hub::accounts
