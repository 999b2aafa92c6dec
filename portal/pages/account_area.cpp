#include "portal/pages/account_area.hpp"

namespace hub::portal {
namespace {

constexpr AccountArea kMembers{"member",        "",           "/me",           "me.back", "register.page",
                               "register.lead", "login.page", "login.register"};
constexpr AccountArea kOwners{"owner",
                              "/owners",
                              "/owners",
                              "owner.back",
                              "owner.register.page",
                              "owner.register.lead",
                              "owner.login.page",
                              "owner.login.register"};

// Staff are invited: they have no page to register, and a login of their own.
constexpr AccountArea kStaff{"staff", "/staff", "/staff", "staff.back", "", "", "", ""};

// Whether the path is `base` or below it.
bool is_in(std::string_view path, std::string_view base) {
    return path.starts_with(base) && (path.size() == base.size() || path[base.size()] == '/');
}

}  // namespace

const AccountArea& area_of(const PageRequest& request) {
    const auto path = path_of(request.http.target);
    if (is_in(path, kOwners.base)) return kOwners;
    return is_in(path, kStaff.base) ? kStaff : kMembers;
}

void fill_area(const PageRequest& request, Values values) {
    const auto& area = area_of(request);
    values.set("BASE", area.base);
    values.set("HOME", area.home);
    values.set("HOME_NAME", request.texts().get(area.back));
}

}  // namespace hub::portal
