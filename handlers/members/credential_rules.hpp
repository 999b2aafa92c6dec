#pragma once

#include <string_view>

namespace hub::members {

// Whether a text has the form of a mail address we write to: ASCII, one line, no quoting; what is before the last "@"
// may have the dots that old addresses of Japanese carriers have.
bool is_mail_address(std::string_view text);

// What is wrong with a new password, as a sentence for the person; empty when it is good.
std::string_view password_problem(std::string_view password, std::string_view mail);

}  // namespace hub::members
