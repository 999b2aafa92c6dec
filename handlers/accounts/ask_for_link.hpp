#pragma once

#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

struct LinkRequest {
    AccountKind kind = AccountKind::member;
    LinkPurpose purpose = LinkPurpose::registration;
    std::string mail;  // a mail address that the hub sends to
    std::chrono::milliseconds life{0};
};

// Keeps a one-time link and publishes account.link_asked {"kind", "purpose", "mail", "seed", "expires_at", "known"}
// because of `cause`, unless the address has been mailed often enough. The work and the outcome are the same for every
// address.
boost::asio::awaitable<Result<void>> ask_for_link(AccountServices& services, LinkRequest request, Message cause,
                                                  Deadline deadline);

// account.link_asked about a link that was kept: the mail holds the link that is made from `seed`.
Message link_asked_message(const Message& cause, const Clock& clock, const NewLink& link, const std::string& seed,
                           bool known);

}  // namespace hub::accounts
