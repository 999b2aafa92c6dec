#pragma once

#include <string>
#include <string_view>

namespace hub::json {

// A name as a reference token of a JSON pointer (RFC 6901, 3): ~ and / escaped.
std::string pointer_token(std::string_view name);

}  // namespace hub::json
