#pragma once

#include "handlers/accounts/account_services.hpp"
#include "handlers/members/favorite_store.hpp"
#include "handlers/members/member_store.hpp"
#include "handlers/members/record_store.hpp"

namespace hub::members {

// What the rules about all that the hub holds of a member work with. References outlive the handlers.
struct RecordServices {
    accounts::AccountServices& accounts;
    MemberStore& members;
    FavoriteStore& favorites;
    RecordStore& records;
};

// A rule about a member's records. The services must outlive it.
class RecordHandler : public Handler {
public:
    explicit RecordHandler(RecordServices& services) : services_(services) {}

protected:
    RecordServices& services_;
};

}  // namespace hub::members
