#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Numbers of cards: twelve random digits and two that check them (ISO/IEC 7064, MOD 97-10), which find every wrong
// digit and every two that changed places. Longer than a telephone number and than a My Number, so that neither is
// taken for one. The numbers of today's system stay what they are: letters, digits and hyphens.
namespace hub::members {

inline constexpr std::size_t kOwnNumberDigits = 14;

std::string new_card_number();

// The number that these twelve digits begin.
std::string with_check_digits(std::string_view digits);

// Whether a text may be the number of a card, ours or of today's system. Only its signature tells that it is one.
bool is_card_number(std::string_view text);

// Whether it is one of ours: fourteen digits of which the two that check fit.
bool is_own_card_number(std::string_view digits);

// The number of a card that people mean who type this: ours in groups and full-width too, or one of today's system.
// Nothing when it can be none, nor when it is in the groups ours are printed in and its check digits do not fit.
std::optional<std::string> card_number_of(std::string_view typed);

// A number of today's system as it is printed, from what people type: full-width too, and in either case. Nothing when
// it has not the form of one; nobody can tell by its form whether it is one.
std::optional<std::string> todays_number(std::string_view typed);

// The digits of a number as people type it, in groups and full-width too; nothing when anything else stands in the
// text.
std::optional<std::string> typed_digits(std::string_view text);

}  // namespace hub::members
