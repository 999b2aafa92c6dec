#include "handlers/members/card_number.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"
#include "router/core/ids.hpp"

namespace hub::members {
namespace {

constexpr std::size_t kRandomDigits = kOwnNumberDigits - 2;
constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 30;

int remainder_of_97(std::string_view digits) {
    int remainder = 0;
    for (const char digit : digits) remainder = (remainder * 10 + (digit - '0')) % 97;
    return remainder;
}

bool is_in_our_groups(std::string_view number) {
    return number.size() == kOwnNumberDigits + 3 && number[4] == '-' && number[9] == '-' && number[14] == '-';
}

}  // namespace

std::string with_check_digits(std::string_view digits) {
    std::string number(digits);
    const int check = 98 - remainder_of_97(number + "00");
    number += static_cast<char>('0' + check / 10);
    number += static_cast<char>('0' + check % 10);
    return number;
}

std::string new_card_number() {
    std::string digits;
    while (digits.size() < kRandomDigits)
        for (const unsigned char byte : random_bytes(2 * kRandomDigits))
            // Of the 256 bytes the first 250 are shared out evenly among ten digits.
            if (byte < 250 && digits.size() < kRandomDigits) digits += static_cast<char>('0' + byte % 10);
    return with_check_digits(digits);
}

bool is_card_number(std::string_view text) {
    return text.size() >= kShortest && text.size() <= kLongest &&
           std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || letter == '-';
           });
}

bool is_own_card_number(std::string_view digits) {
    return digits.size() == kOwnNumberDigits && digits.find_first_not_of("0123456789") == digits.npos &&
           remainder_of_97(digits) == 1;
}

std::optional<std::string> card_number_of(std::string_view typed) {
    const auto digits = typed_digits(typed);
    if (digits && is_own_card_number(*digits)) return digits;
    auto number = todays_number(typed);
    if (number && digits && digits->size() == kOwnNumberDigits && is_in_our_groups(*number)) return std::nullopt;
    return number;
}

std::optional<std::string> todays_number(std::string_view typed) {
    std::string number(typed);
    for (auto& letter : number)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (is_card_number(number)) return number;
    number.clear();
    for (const char32_t letter : catalog::fold(typed)) {
        if (letter == U'ー') number += '-';  // what folding makes of every hyphen
        else if (letter >= U'a' && letter <= U'z') number += static_cast<char>(letter - U'a' + U'A');
        else if (letter < 0x80) number += static_cast<char>(letter);
        else return std::nullopt;
    }
    if (!is_card_number(number)) return std::nullopt;
    return number;
}

std::optional<std::string> typed_digits(std::string_view text) {
    std::string digits;
    for (const char32_t letter : catalog::fold_name(text)) {
        if (letter >= U'0' && letter <= U'9') digits += static_cast<char>(letter);
        else if (letter != U'ー') return std::nullopt;  // what folding makes of every hyphen
    }
    if (digits.empty()) return std::nullopt;
    return digits;
}

}  // namespace hub::members
