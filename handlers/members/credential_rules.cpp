#include "handlers/members/credential_rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace hub::members {
namespace {

constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestDomain = 189;
constexpr std::size_t kShortestPassword = 10;
constexpr std::size_t kLongestPassword = 128;
constexpr std::size_t kFewestLetters = 5;

bool is_one_of(char letter, std::string_view letters) { return letters.find(letter) != std::string_view::npos; }

bool is_plain(char letter) { return letter > 0x20 && letter < 0x7F && !is_one_of(letter, "\"(),:;<>@[\\]"); }

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

bool is_domain(std::string_view domain) {
    if (domain.size() > kLongestDomain || domain.find('.') == std::string_view::npos) return false;
    for (std::size_t begin = 0; begin <= domain.size();) {
        const auto end = std::min(domain.find('.', begin), domain.size());
        const auto label = domain.substr(begin, end - begin);
        const auto good = [](char letter) { return is_letter_or_digit(letter) || letter == '-'; };
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
            !std::all_of(label.begin(), label.end(), good))
            return false;
        begin = end + 1;
    }
    return true;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (auto& letter : result)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
    return result;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

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
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > kLongestLocal) return false;
    const auto local = text.substr(0, at);
    return std::all_of(local.begin(), local.end(), is_plain) && is_domain(text.substr(at + 1));
}

std::string_view password_problem(std::string_view password, std::string_view mail) {
    const auto length = code_points(password);
    if (length < kShortestPassword || length > kLongestPassword) return "10文字以上、128文字以内で指定してください。";
    const auto small = lower(password);
    const auto name = lower(mail.substr(0, mail.find('@')));
    if (name.size() >= 4 && small.find(name) != std::string::npos)
        return "メールアドレスを含まないものにしてください。";
    if (is_common(small) || std::set<char>(small.begin(), small.end()).size() < kFewestLetters)
        return "よく使われるものや、同じ文字の繰り返しは使えません。別のものにしてください。";
    return {};
}

}  // namespace hub::members
