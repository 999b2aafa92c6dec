#pragma once

#include <string>
#include <string_view>

// Spaces and line ends in texts from lists. Pure.
namespace hub::passport_db {

// Without spaces (also full-width ones), line ends and control characters at either end; control characters within
// become spaces, line ends "\n".
std::string trimmed(std::string_view text);

// trimmed(), with every run of spaces and line ends within made one space.
std::string in_one_line(std::string_view text);

// trimmed(), each line for itself, with runs of spaces made one space and no more than one empty line in a row.
std::string without_padding(std::string_view text);

}  // namespace hub::passport_db
