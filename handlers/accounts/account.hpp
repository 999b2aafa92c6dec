#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hub::accounts {

// Who can have an account: members of the programmes, owners of shops, staff of the prefecture and its municipalities.
enum class AccountKind { member, owner, staff };

struct Account {
    AccountKind kind = AccountKind::member;
    std::int64_t id = 0;
    bool operator==(const Account&) const = default;
};

// "member", "owner", "staff".
constexpr std::string_view name_of(AccountKind kind) {
    switch (kind) {
        case AccountKind::member: return "member";
        case AccountKind::owner: return "owner";
        case AccountKind::staff: break;
    }
    return "staff";
}

constexpr std::optional<AccountKind> account_kind_of(std::string_view name) {
    for (const auto kind : {AccountKind::member, AccountKind::owner, AccountKind::staff})
        if (name == name_of(kind)) return kind;
    return std::nullopt;
}

// The name under which the contract gives an account's number.
constexpr std::string_view id_name_of(AccountKind kind) {
    switch (kind) {
        case AccountKind::member: return "user_id";
        case AccountKind::owner: return "owner_id";
        case AccountKind::staff: break;
    }
    return "staff_id";
}

}  // namespace hub::accounts
