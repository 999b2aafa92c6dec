#pragma once

#include <string_view>

#include "handlers/privacy/digit_runs.hpp"

namespace hub::privacy {

// Whether the groups `from` to `to` of a run, which are these digits, are the number of a payment card: 13 to 19 digits
// beginning with 2 to 6 with Luhn's check digit, in one piece or parted as on the card. A postal code with a phone
// number behind it may have as many digits.
bool is_payment_card(const DigitRun& run, std::size_t from, std::size_t to, std::string_view digits);

}  // namespace hub::privacy
