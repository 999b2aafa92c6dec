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
constexpr Roles kOwner{Role::owner};
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
    {"card.check", kEveryone},
    {"card.key", kEveryone},
    {"chat.message", kEveryone},
    {"code.list", kEveryone},
    {"key.create", kAdministrator},
    {"key.list", kAdministrator},
    {"key.revoke", kAdministrator},
    {"member.access_link", kEveryone},
    {"member.ask_login_link", kEveryone},
    {"member.begin_second_step", kMember},
    {"member.card", kMember},
    {"member.change_mail", kMember},
    {"member.change_password", kMember},
    {"member.confirm_authenticator", kMember},
    {"member.confirm_mail", kEveryone},
    {"member.end_second_step", kMember},
    {"member.export", kMember},
    {"member.favorite", kMember},
    {"member.favorites", kMember},
    {"member.find", kStaff},
    {"member.forgotten_password", kEveryone},
    {"member.leave", kMember},
    {"member.lift_second_step", kAdministrator},
    {"member.link", kEveryone},
    {"member.login", kEveryone},
    {"member.login_by_link", kEveryone},
    {"member.login_code", kEveryone},
    {"member.me", kMember},
    {"member.provisional", kEveryone},
    {"member.register", kEveryone},
    {"member.reset_password", kEveryone},
    {"member.second_step", kMember},
    {"member.set_favorite", kMember},
    {"member.update", kMember},
    {"owner.access_link", kEveryone},
    {"owner.ask_login_link", kEveryone},
    {"owner.begin_second_step", kOwner},
    {"owner.change_mail", kOwner},
    {"owner.change_password", kOwner},
    {"owner.confirm_authenticator", kOwner},
    {"owner.confirm_mail", kEveryone},
    {"owner.end_second_step", kOwner},
    {"owner.export", kOwner},
    {"owner.find", kStaff},
    {"owner.forgotten_password", kEveryone},
    {"owner.leave", kOwner},
    {"owner.lift_second_step", kAdministrator},
    {"owner.link", kEveryone},
    {"owner.login", kEveryone},
    {"owner.login_by_link", kEveryone},
    {"owner.login_code", kEveryone},
    {"owner.me", kOwner},
    {"owner.provisional", kEveryone},
    {"owner.register", kEveryone},
    {"owner.reset_password", kEveryone},
    {"owner.second_step", kOwner},
    {"owner.update", kOwner},
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
    {"audit:read", "audit.list"},
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
    return (may_ask(Role::system, scope) && !may_ask(Role::visitor, scope)) ||
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
