#pragma once

#include <string_view>

#include "handlers/places/address.hpp"
#include "handlers/places/address_book.hpp"

namespace hub::places {

// The longest address that is read; what is behind so many letters counts as rest, behind so many bytes it is left out.
inline constexpr std::size_t kLongestAddress = 300;
inline constexpr std::size_t kMostAddressBytes = 4096;

// Takes an address apart against the towns of `book`. Reads any mixture of widths, digits, kanji numerals and dashes,
// with or without postal code, prefecture, city, ward, 大字, 字 and 目 of 丁目. Never guesses: a name that may mean two
// towns is told as ambiguous, and what cannot be understood is in `rest`. Pure; some microseconds.
Address read_address(const AddressBook& book, std::string_view text);

}  // namespace hub::places
