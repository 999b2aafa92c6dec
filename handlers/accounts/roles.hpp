#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string_view>

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

inline constexpr std::array<std::string_view, kRoles.size()> kRoleNames{
    "visitor",           "member",        "owner",  "viewer", "editor", "approver", "campaign_author",
    "campaign_approver", "administrator", "system",
};

constexpr bool is_staff(Role role) { return role >= Role::viewer && role <= Role::administrator; }

// Whether somebody in this role has logged in to an account.
constexpr bool has_account(Role role) { return role >= Role::member && role <= Role::administrator; }

// "visitor", "campaign_author", ...
constexpr std::string_view name_of(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

constexpr std::optional<Role> role_of(std::string_view name) {
    for (const auto role : kRoles)
        if (name_of(role) == name) return role;
    return std::nullopt;
}

class Roles {
public:
    constexpr Roles() = default;
    // By words as add() takes them; another one does not compile.
    consteval Roles(std::initializer_list<std::string_view> words) {
        for (const auto word : words)
            if (!add(word)) throw std::invalid_argument("no role");
    }

    // Adds what a word stands for: a role by its name, or "everyone", "accounts", "staff". False when it is none of them.
    constexpr bool add(std::string_view word) {
        bool known = false;
        for (const auto role : kRoles) {
            if (word != name_of(role) && word != "everyone" && !(word == "accounts" && has_account(role)) &&
                !(word == "staff" && is_staff(role)))
                continue;
            bits_ |= bit(role);
            known = true;
        }
        return known;
    }
    constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
    constexpr bool operator==(const Roles&) const = default;

private:
    static constexpr unsigned bit(Role role) { return 1u << static_cast<unsigned>(role); }
    unsigned bits_ = 0;
};

}  // namespace hub::accounts
