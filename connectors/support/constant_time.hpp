#pragma once

#include <string_view>

namespace hub::http {

// Whether two secrets are equal, in a time that tells neither their content nor their common length.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace hub::http
