#include "handlers/accounts/authority.hpp"

#include <algorithm>

namespace hub::accounts {
namespace {

// What systems are given together.
struct ScopeGroup {
    std::string_view name;
    std::string_view message_type;
};

constexpr ScopeGroup kScopeGroups[] = {
    {"audit:read", "audit.list"},
};

}  // namespace

bool may_ask(Role role, std::string_view message_type) {
    const auto table = permissions();
    const auto found = std::ranges::find(table, message_type, &Permission::message_type);
    return found != table.end() && found->roles.has(role);
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
