#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace hub::accounts {

// In whose role somebody asks: nobody who is known, a member, a shop's owner, or one of the six roles of staff.
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
};

inline constexpr std::array kRoles{
    Role::visitor,       Role::member,   Role::owner,           Role::viewer,
    Role::editor,        Role::approver, Role::campaign_author, Role::campaign_approver,
    Role::administrator,
};

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

}  // namespace hub::accounts
