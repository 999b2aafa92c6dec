#pragma once

#include "handlers/accounts/account_services.hpp"

// What a link for registration is opened with (see link_requests.hpp for asking).
namespace hub::accounts {

// The version of the purposes that people consent to now: a change of the words is a new version.
inline constexpr std::string_view kConsentVersion = "2026-11";

// What is told of a consent that is none, or to another version than this.
inline std::string consent_problem(std::string_view version) {
    return version.empty() ? "利用目的を読んで、同意してください。"
                           : "利用目的が新しくなりました。読んで、もう一度同意してください。";
}

// member.link, owner.link {"token"}: what a link for registration stands for, which stays usable: {"mail",
// "expires_at", "consent_version"}. Errors: those of AccountStore::find_link().
class LinkHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
