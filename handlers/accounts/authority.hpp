#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/accounts/roles.hpp"

namespace hub::accounts {

// Who may ask the portal for what: the one table from which the server decides, by the type of the message an operation
// becomes. It is compiled from `x-roles` of config/openapi.json, so nothing that is configured later gives anybody
// more. A link's token is its holder's authority: whoever holds it need not be logged in. Whose something is, the
// session says and no request can.
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
