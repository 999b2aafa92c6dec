#pragma once

#include "handlers/accounts/account_services.hpp"

// What a link for registration is opened with (see link_requests.hpp for asking).
namespace hub::accounts {

// The version of the purposes that people consent to now: a change of the words is a new version.
inline constexpr std::string_view kConsentVersion = "2026-11";

// member.link, owner.link {"token"}: what a link for registration stands for, which stays usable: {"mail",
// "expires_at", "consent_version"}. Errors: those of AccountStore::find_link().
class LinkHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
