#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hub::accounts {

// In whose role somebody asks: nobody who is known, a member, a shop's owner, one of the six roles of staff, or another
// system with an API key.
enum class Role {
    visitor,
    member,
    owner,
    viewer,
    editor,
    approver,
    campaign_author,
    campaign_approver,
    administrator,
    system,
};

inline constexpr std::array kRoles{
    Role::visitor,       Role::member,   Role::owner,           Role::viewer,
    Role::editor,        Role::approver, Role::campaign_author, Role::campaign_approver,
    Role::administrator, Role::system,
};

constexpr bool is_staff(Role role) { return role >= Role::viewer && role <= Role::administrator; }

// "visitor", "campaign_author", ...
std::string_view name_of(Role role);
std::optional<Role> role_of(std::string_view name);

class Roles {
public:
    constexpr Roles(std::initializer_list<Role> roles) {
        for (const auto role : roles) bits_ |= bit(role);
    }
    constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }

private:
    static constexpr unsigned bit(Role role) { return 1u << static_cast<unsigned>(role); }
    unsigned bits_ = 0;
};

// Who may ask the portal for what: the one table from which the server decides, by the type of the message an operation
// becomes. What is "own" in a type's name is about whoever asks: whose it is, the session says and no request can.
struct Permission {
    std::string_view message_type;
    Roles roles;
};

std::span<const Permission> permissions();

// False for a type that the table does not have.
bool may_ask(Role role, std::string_view message_type);

// What a key may be given: a type of message that the table gives systems but not everybody, or a named group of such
// types ("audit:read").
bool is_scope(std::string_view scope);
// Whether one of these scopes is, or holds, the type.
bool is_in_scopes(std::span<const std::string> scopes, std::string_view message_type);
// The names of all groups.
std::vector<std::string_view> scope_groups();

}  // namespace hub::accounts
