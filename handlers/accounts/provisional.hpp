#pragma once

#include "handlers/accounts/account_services.hpp"

// How somebody comes to a one-time link: asks for it with a mail address, gets it by mail, opens it.
namespace hub::accounts {

inline constexpr std::chrono::hours kLinkLife{24};

// The version of the purposes that people consent to now: a change of the words is a new version.
inline constexpr std::string_view kConsentVersion = "2026-11";

// member.provisional, owner.provisional {"mail"}: mails a link for registration. The answer is the same, and so is the
// work, whether the address has an account, is a stranger's, or has been mailed often enough: {"expires_in_s"}.
class ProvisionalHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.link, owner.link {"token"}: what a link for registration stands for, which stays usable: {"mail",
// "expires_at", "consent_version"}. Errors: those of AccountStore::find_link().
class LinkHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
