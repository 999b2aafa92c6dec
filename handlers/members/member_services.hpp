#pragma once

#include "handlers/members/member_key.hpp"
#include "handlers/members/member_store.hpp"
#include "handlers/members/sessions.hpp"
#include "router/core/attempts.hpp"
#include "router/core/passwords.hpp"

namespace hub::members {

// What the rules about members work with. References outlive the handlers.
struct MemberServices {
    MemberKey key;
    MemberStore& members;
    SessionStore& session_store;
    Sessions& sessions;
    Passwords& passwords;
    Attempts& attempts;
    Transactions& transactions;
    const Clock& clock;
};

// Extensions of messages from the portal: the address a request came from (a network, for IPv6), and the cookie's
// token.
inline constexpr char kPeer[] = "peer";
inline constexpr char kSession[] = "session";

// The refusal of somebody who tries too often.
inline Error too_many(std::chrono::milliseconds wait) {
    return {ErrorKind::throttled, "request.too_many", "短い時間に送られた回数が多すぎます。少しお待ちください。", wait};
}

}  // namespace hub::members
