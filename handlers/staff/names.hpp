#pragma once

#include <string_view>

namespace hub::staff {

// Whether a text may be the name of a person of the staff or of a key: 1 to 80 characters, none of them a control
// character, no blank at either end; and no "/", by which the audit tells them from those who are named otherwise
// ("key/...", "member/...").
bool is_name(std::string_view text);

}  // namespace hub::staff
