#pragma once

#include <string>
#include <string_view>

#include "handlers/accounts/account_key.hpp"

namespace hub::accounts {

// Mail addresses as they are kept, in the database and in queued messages: an alias, by which equal ones are found, a
// colon, and the address sealed. Whoever reads what is kept, without the key, reads no address.
class MailSeal {
public:
    explicit MailSeal(AccountKey key) : key_(std::move(key)) {}

    // By which an address is looked up; its case does not matter. The database's hub.mail_alias() knows it.
    std::string alias(std::string_view mail) const;

    // The subject of the messages that are mailed to an address: the same each time, and nobody reads the address from
    // it.
    std::string subject(std::string_view mail) const;
    // The subject for an address that is kept (see seal()), which is not opened: it may be sealed by another key.
    std::string subject_of_kept(std::string_view kept) const;

    // `mail` as it is kept: the alias is the same each time, the rest is not.
    std::string seal(std::string_view mail) const;

    // The address that is kept so; empty when another key sealed it. What was kept by a hub that did not seal yet, and
    // what other systems publish, is an address already.
    std::string open(std::string_view kept) const;

private:
    const AccountKey key_;
};

}  // namespace hub::accounts
