#pragma once

#include <string_view>

namespace hub::catalog {

// The text without blanks of either width, tabs and line ends around it.
std::string_view without_outer_blanks(std::string_view text);

}  // namespace hub::catalog
