#pragma once

#include <string>

#include "handlers/accounts/account.hpp"

// Where each kind of account is stored.
namespace hub::passport_db {

inline std::string table_of(accounts::AccountKind kind) {
    switch (kind) {
        case accounts::AccountKind::member: return "users";
        case accounts::AccountKind::owner: return "owner";
        case accounts::AccountKind::staff: break;
    }
    return "hub.staff";
}

// The column that names an account, in its own table and in those that refer to it.
inline std::string column_of(accounts::AccountKind kind) {
    switch (kind) {
        case accounts::AccountKind::member: return "user_id";
        case accounts::AccountKind::owner: return "owner_id";
        case accounts::AccountKind::staff: break;
    }
    return "staff_id";
}

}  // namespace hub::passport_db
