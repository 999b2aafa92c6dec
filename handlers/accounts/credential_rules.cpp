#include "handlers/accounts/credential_rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "handlers/catalog/folding.hpp"
#include "router/core/lower_case.hpp"
#include "router/core/mail_address.hpp"

namespace hub::accounts {
namespace {

constexpr std::size_t kLongestDomain = 189;  // the column of addresses is 254 long
constexpr std::size_t kShortestPassword = 10;
constexpr std::size_t kLongestPassword = 128;
constexpr std::size_t kFewestLetters = 5;

// The beginnings from which most passwords of the lists of stolen ones are made, as far as they are long enough.
bool is_common(const std::string& password) {
    constexpr std::array kBeginnings{"password",      "passw0rd",  "1234567890", "0123456789", "123456789",
                                     "qwertyuiop",    "qwerty123", "1q2w3e4r",   "abcdefghi",  "iloveyou",
                                     "administrator", "asdfghjkl", "zaq12wsx",   "sakura123",  "arashi"};
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [&](std::string_view beginning) { return password.starts_with(beginning); });
}

}  // namespace

bool is_mail_address(std::string_view text) {
    return text.find('"') == text.npos && domain_of(text).size() <= kLongestDomain && wire_address(text).has_value();
}

std::string_view password_problem(std::string_view password, std::string_view mail) {
    const auto length = catalog::count_code_points(password);
    if (length < kShortestPassword || length > kLongestPassword) return "10文字以上、128文字以内で指定してください。";
    const auto small = lower_case(password);
    const auto name = lower_case(mail.substr(0, mail.find('@')));
    if (name.size() >= 4 && small.find(name) != std::string::npos)
        return "メールアドレスを含まないものにしてください。";
    if (is_common(small) || std::set<char>(small.begin(), small.end()).size() < kFewestLetters)
        return "よく使われるものや、同じ文字の繰り返しは使えません。別のものにしてください。";
    return {};
}

}  // namespace hub::accounts
