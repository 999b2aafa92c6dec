#pragma once

#include "handlers/members/member_services.hpp"
#include "router/core/handler.hpp"

// What a member asks about themselves; each is about whoever is behind the message's session.
namespace hub::members {

// member.me {}: {"user_id", "mail", "registered_at", the members of the profile}.
class MeHandler final : public Handler {
public:
    explicit MeHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

// member.sessions {}: {"sessions": [{"began_at", "seen_at", "current"}]}, the latest login first.
class SessionListHandler final : public Handler {
public:
    explicit SessionListHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

// member.end_sessions {}: ends all sessions of the member, the asking one too: {"ended"}.
class EndSessionsHandler final : public Handler {
public:
    explicit EndSessionsHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

}  // namespace hub::members
