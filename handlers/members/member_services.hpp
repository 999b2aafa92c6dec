#pragma once

#include "handlers/accounts/account_services.hpp"
#include "handlers/members/member_store.hpp"

namespace hub::members {

// What the rules about members work with. References outlive the handlers.
struct MemberServices {
    accounts::AccountServices& accounts;
    MemberStore& members;
};

// A rule about members. The services must outlive it.
class MemberHandler : public Handler {
public:
    explicit MemberHandler(MemberServices& services) : services_(services) {}

protected:
    MemberServices& services_;
};

}  // namespace hub::members
