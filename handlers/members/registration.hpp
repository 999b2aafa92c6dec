#pragma once

#include "handlers/members/member_services.hpp"
#include "router/core/handler.hpp"

// How a person becomes a member: asks for a link by mail, opens it, fills in the form.
namespace hub::members {

inline constexpr std::chrono::hours kLinkLife{24};

// member.provisional {"mail"}: mails a one-time link. The answer is the same, and so is the work, whether the address
// is a member's, a stranger's, or has been mailed often enough: {"expires_in_s"}.
class ProvisionalHandler final : public Handler {
public:
    explicit ProvisionalHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

// member.link {"token"}: what the link stands for, which stays usable: {"mail", "expires_at", "consent_version"}.
// Errors: those of MemberStore::find_link().
class LinkHandler final : public Handler {
public:
    explicit LinkHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

// member.register {"token", "password", the members of a profile}: {"user_id"}. Errors: invalid "users.invalid" with
// every wrong field; those of MemberStore::register_member().
class RegisterHandler final : public Handler {
public:
    explicit RegisterHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

}  // namespace hub::members
