#pragma once

#include <span>
#include <string_view>

namespace hub::members {

enum class Role { visitor, member };

// Who may ask the portal for what: the one table from which the server decides, by the type of the message an operation
// becomes. A member asks about themselves only: whose data it is, the session says and no request can.
struct Permission {
    std::string_view message_type;
    bool visitor;
    bool member;
};

std::span<const Permission> permissions();

// False for a type that the table does not have.
bool may_ask(Role role, std::string_view message_type);

}  // namespace hub::members
