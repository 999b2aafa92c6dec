#pragma once

#include <cstddef>
#include <string_view>

#include "handlers/places/address.hpp"

// What may stand in front of the municipality. Each takes what it finds into the address and returns how many letters
// that is; 0 when there is nothing of the kind.
namespace hub::places {

// 〒599-8114, 599-8114 or 〒5998114 at the start of tidy letters without blanks.
std::size_t take_postal_code(std::u32string_view letters, Address& address);

// The prefecture at the start of compared letters, also when it is written twice.
std::size_t take_prefecture(std::u32string_view keys, Address& address);

}  // namespace hub::places
