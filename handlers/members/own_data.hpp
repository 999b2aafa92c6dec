#pragma once

#include "handlers/members/member_services.hpp"

namespace hub::members {

// member.me {}: who is behind the message's session: {"user_id", "mail", "registered_at", the members of the profile}.
class MeHandler final : public MemberHandler {
public:
    using MemberHandler::MemberHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::members
