#include "handlers/members/authority.hpp"

#include <algorithm>

namespace hub::members {
namespace {

// A link's token is its holder's authority: whoever holds it need not be logged in.
constexpr Permission kPermissions[] = {
    {"chat.message", true, true},     {"code.list", true, true},          {"member.end_sessions", false, true},
    {"member.link", true, true},      {"member.login", true, true},       {"member.logout", true, true},
    {"member.me", false, true},       {"member.provisional", true, true}, {"member.register", true, true},
    {"member.sessions", false, true}, {"place.find", true, true},         {"shop.get", true, true},
    {"shop.legacy_list", true, true}, {"shop.list", true, true},
};

}  // namespace

std::span<const Permission> permissions() { return kPermissions; }

bool may_ask(Role role, std::string_view message_type) {
    const auto found = std::find_if(std::begin(kPermissions), std::end(kPermissions),
                                    [&](const Permission& each) { return each.message_type == message_type; });
    if (found == std::end(kPermissions)) return false;
    return role == Role::visitor ? found->visitor : found->member;
}

}  // namespace hub::members
