#pragma once

#include "handlers/accounts/account_services.hpp"
#include "router/core/form_check.hpp"

// One-time links of an account's owner: asking for them by mail address, and looking at them.
namespace hub::accounts {

// How long a link of a purpose can be used.
constexpr std::chrono::milliseconds life_of(LinkPurpose purpose) {
    switch (purpose) {
        case LinkPurpose::password_reset: return std::chrono::hours(1);
        case LinkPurpose::login: return std::chrono::minutes(15);
        case LinkPurpose::invitation: return std::chrono::hours(72);
        case LinkPurpose::registration:
        case LinkPurpose::mail_change: break;
    }
    return std::chrono::hours(24);
}

// {"expires_in_s"} of a link that was asked for, whether one was mailed or not.
SharedText asked_answer(LinkPurpose purpose);

// member.provisional (registration), member.forgotten_password (password_reset), member.ask_login_link (login), and so
// on for the other kinds, {"mail"}: mails a link of the purpose, or, where the address cannot have it, the word that it
// cannot. The answer and the work are the same whoever's the address is and however often it was mailed.
class LinkRequestHandler final : public KindHandler, public FormCheck {
public:
    LinkRequestHandler(AccountServices& services, AccountKind kind, LinkPurpose purpose)
        : KindHandler(services, kind), purpose_(purpose) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    const LinkPurpose purpose_;
};

// member.access_link {"token", "purpose"}: what a link stands for, which stays usable: {"mail", "expires_at"}. Errors:
// those of AccountStore::find_link().
class AccessLinkHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
