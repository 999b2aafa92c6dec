#pragma once

#include <string_view>

namespace hub::accounts {

// Whether a text is a mail address that the hub sends to (see wire_address()), as people write it: without quotes.
bool is_mail_address(std::string_view text);

// What is told about one that is none.
inline constexpr std::string_view kMailProblem = "メールアドレスを半角で指定してください（例：hanako@example.jp）。";

// What is wrong with a new password, as a sentence for the person; empty when it is good.
std::string_view password_problem(std::string_view password, std::string_view mail);

}  // namespace hub::accounts
