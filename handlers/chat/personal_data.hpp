#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hub::chat {

// Personal data that people type by mistake.
enum class PersonalData { payment_card, my_number, passport_card, phone, mail };

struct Masked {
    std::string text;                 // with *** in the place of what was found
    std::vector<PersonalData> found;  // each kind once, in the order above
};

// Masks, in valid UTF-8, before the text is kept or sent on:
// - numbers of payment cards (13 to 19 digits beginning with 2 to 6, Luhn's check digit; the security code behind them
// too);
// - My Number (12 digits with their check digit);
// - the number behind 会員番号, カード番号 and the like;
// - phone numbers: mobile and IP telephones always; others unless they are a shop's: free and navi-dial numbers (0120,
//   0800, 0570), and what is asked about as a shop (「06-1234-5678の店」);
// - mail addresses.
// Digits may be full-width and parted by hyphens, blanks or brackets. Prices, dates, postal codes and other numbers
// stay.
Masked mask_personal_data(std::string_view utf8);

// What the person is told; empty when nothing was found.
std::string masking_notice(const std::vector<PersonalData>& found);

}  // namespace hub::chat
