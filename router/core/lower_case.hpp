#pragma once

#include <string>
#include <string_view>

namespace hub {

// A to Z as small letters; every other byte stays.
std::string lower_case(std::string_view text);

}  // namespace hub
