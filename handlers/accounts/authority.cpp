#include "handlers/accounts/authority.hpp"

#include <algorithm>

namespace hub::accounts {
namespace {

constexpr std::array<std::string_view, kRoles.size()> kNames{
    "visitor",           "member",        "owner",  "viewer", "editor", "approver", "campaign_author",
    "campaign_approver", "administrator", "system",
};

constexpr Roles kEveryone{Role::visitor,       Role::member,   Role::owner,           Role::viewer,
                          Role::editor,        Role::approver, Role::campaign_author, Role::campaign_approver,
                          Role::administrator, Role::system};
constexpr Roles kAccounts{Role::member,
                          Role::owner,
                          Role::viewer,
                          Role::editor,
                          Role::approver,
                          Role::campaign_author,
                          Role::campaign_approver,
                          Role::administrator};
constexpr Roles kMember{Role::member};
constexpr Roles kStaff{Role::viewer,       Role::editor, Role::approver, Role::campaign_author, Role::campaign_approver,
                       Role::administrator};
constexpr Roles kAdministrator{Role::administrator};
constexpr Roles kAuditors{Role::administrator, Role::system};

// A link's token is its holder's authority: whoever holds it need not be logged in.
constexpr Permission kPermissions[] = {
    {"account.end_sessions", kAccounts},
    {"account.logout", kEveryone},
    {"account.sessions", kAccounts},
    {"audit.list", kAuditors},
    {"chat.message", kEveryone},
    {"code.list", kEveryone},
    {"key.create", kAdministrator},
    {"key.list", kAdministrator},
    {"key.revoke", kAdministrator},
    {"member.find", kStaff},
    {"member.link", kEveryone},
    {"member.login", kEveryone},
    {"member.me", kMember},
    {"member.provisional", kEveryone},
    {"member.register", kEveryone},
    {"place.find", kEveryone},
    {"shop.get", kEveryone},
    {"shop.legacy_list", kEveryone},
    {"shop.list", kEveryone},
    {"staff.accept", kEveryone},
    {"staff.change_role", kAdministrator},
    {"staff.invitation", kEveryone},
    {"staff.invite", kAdministrator},
    {"staff.invite_again", kAdministrator},
    {"staff.list", kAdministrator},
    {"staff.login", kEveryone},
    {"staff.me", kStaff},
    {"staff.restore", kAdministrator},
    {"staff.second_step", kEveryone},
    {"staff.suspend", kAdministrator},
};

// What systems are given together.
struct ScopeGroup {
    std::string_view name;
    std::string_view message_type;
};

constexpr ScopeGroup kScopeGroups[] = {
    {"shops:read", "shop.list"},  {"shops:read", "shop.get"},   {"shops:read", "code.list"},
    {"shops:read", "place.find"}, {"audit:read", "audit.list"},
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

bool is_scope(std::string_view scope) {
    return may_ask(Role::system, scope) ||
           std::any_of(std::begin(kScopeGroups), std::end(kScopeGroups),
                       [scope](const ScopeGroup& group) { return group.name == scope; });
}

bool is_in_scopes(std::span<const std::string> scopes, std::string_view message_type) {
    return std::any_of(scopes.begin(), scopes.end(), [message_type](const std::string& scope) {
        return scope == message_type ||
               std::any_of(std::begin(kScopeGroups), std::end(kScopeGroups), [&](const ScopeGroup& group) {
                   return group.name == scope && group.message_type == message_type;
               });
    });
}

std::vector<std::string_view> scope_groups() {
    std::vector<std::string_view> names;
    for (const auto& group : kScopeGroups)
        if (names.empty() || names.back() != group.name) names.push_back(group.name);
    return names;
}

}  // namespace hub::accounts
