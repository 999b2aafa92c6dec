#include "portal/pages/account_area.hpp"

namespace hub::portal {
namespace {

constexpr AccountArea kMembers{"member", "", "/me", "register.page", "register.lead", "login.page", "login.register"};
constexpr AccountArea kOwners{"owner",
                              "/owners",
                              "/owners",
                              "owner.register.page",
                              "owner.register.lead",
                              "owner.login.page",
                              "owner.login.register"};

}  // namespace

const AccountArea& area_of(const PageRequest& request) {
    const auto path = path_of(request.http.target);
    return path == "/owners" || path.starts_with("/owners/") ? kOwners : kMembers;
}

void fill_area(Values values, const AccountArea& area) { values.set("BASE", area.base); }

}  // namespace hub::portal
