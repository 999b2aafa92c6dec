#include "handlers/accounts/authority.hpp"

#include <algorithm>

namespace hub::accounts {
namespace {

constexpr std::array<std::string_view, kRoles.size()> kNames{
    "visitor",           "member",        "owner", "viewer", "editor", "approver", "campaign_author",
    "campaign_approver", "administrator",
};

constexpr Roles kEveryone{Role::visitor,      Role::member,   Role::owner,           Role::viewer,
                          Role::editor,       Role::approver, Role::campaign_author, Role::campaign_approver,
                          Role::administrator};
constexpr Roles kAccounts{Role::member,
                          Role::owner,
                          Role::viewer,
                          Role::editor,
                          Role::approver,
                          Role::campaign_author,
                          Role::campaign_approver,
                          Role::administrator};
constexpr Roles kMember{Role::member};

// A link's token is its holder's authority: whoever holds it need not be logged in.
constexpr Permission kPermissions[] = {
    {"account.end_sessions", kAccounts}, {"account.logout", kEveryone},    {"account.sessions", kAccounts},
    {"chat.message", kEveryone},         {"code.list", kEveryone},         {"member.link", kEveryone},
    {"member.login", kEveryone},         {"member.me", kMember},           {"member.provisional", kEveryone},
    {"member.register", kEveryone},      {"place.find", kEveryone},        {"shop.get", kEveryone},
    {"shop.legacy_list", kEveryone},     {"shop.list", kEveryone},         {"member.favorite", kMember},
    {"member.favorites", kMember},       {"member.set_favorite", kMember}, {"member.update", kMember},
    {"member.export", kMember},          {"member.leave", kMember},        {"member.card", kMember},
    {"card.check", kEveryone},           {"card.key", kEveryone},
};

}  // namespace

std::string_view name_of(Role role) { return kNames[static_cast<std::size_t>(role)]; }

std::optional<Role> role_of(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return std::nullopt;
    return kRoles[static_cast<std::size_t>(found - kNames.begin())];
}

std::span<const Permission> permissions() { return kPermissions; }

bool may_ask(Role role, std::string_view message_type) {
    const auto found = std::find_if(std::begin(kPermissions), std::end(kPermissions),
                                    [&](const Permission& each) { return each.message_type == message_type; });
    return found != std::end(kPermissions) && found->roles.has(role);
}

}  // namespace hub::accounts
