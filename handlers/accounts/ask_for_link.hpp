#pragma once

#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

// CloudEvents extension: when what a mail holds is over, it need not be sent any more.
inline constexpr char kExpiryTime[] = "expirytime";

struct LinkRequest {
    AccountKind kind = AccountKind::member;
    LinkPurpose purpose = LinkPurpose::registration;
    std::string mail;  // a mail address that the hub sends to
    std::chrono::milliseconds life{0};
    std::int64_t account_id = 0;  // whose address shall change; 0: no one's
    std::string told{};           // the address that is told that its account asked; empty: none
    std::string password_hash{};  // by which that account asked; empty: nobody proved a password
};

// Keeps a one-time link and publishes account.link_asked {"kind", "purpose", "mail", "seed", "expires_at", "known"},
// "mail" as MailSeal keeps it, because of `cause`, unless the address has been mailed often enough. The work and the
// outcome are the same for every address. Errors: those of hold_proven() when a password was proved.
boost::asio::awaitable<Result<void>> ask_for_link(AccountServices& services, LinkRequest request, Message cause,
                                                  Deadline deadline);

// MailSeal::subject() of an address.
std::string address_subject(const AccountServices& services, std::string_view mail);

// account.link_asked about a link that was kept: the mail holds the link that is made from `seed`.
Message link_asked_message(const Message& cause, const Clock& clock, const AccountKey& key, const NewLink& link,
                           const std::string& seed, bool known);

}  // namespace hub::accounts
