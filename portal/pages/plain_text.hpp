#pragma once

#include <cstddef>
#include <string_view>

namespace hub::portal {

// The first `count` code points of well-formed UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count);

// The number of code points of well-formed UTF-8.
std::size_t count_characters(std::string_view text);

// Without white space (the ideographic space too) at both ends.
std::string_view trim(std::string_view text);

}  // namespace hub::portal
