#pragma once

#include <cstddef>
#include <string_view>

#include "handlers/places/address.hpp"

// What may stand in front of a municipality's or a town's name.
namespace hub::places {

// These take what they find into the address and return how many letters that is; 0 when there is nothing of the kind.
// 〒599-8114, 599-8114 or 〒5998114 at the start of tidy letters without blanks.
std::size_t take_postal_code(std::u32string_view letters, Address& address);

// The prefecture at the start of compared letters, also when it is written twice.
std::size_t take_prefecture(std::u32string_view keys, Address& address);

// Whether the compared letters behind the prefecture say 上る, 下ル, 東入 or 西入 in Kyoto.
bool is_of_kyoto_kind(std::u32string_view keys, const Address& address);

// How many of the compared letters are the 大字 or 字 they begin with.
std::size_t oaza_length(std::u32string_view keys);

}  // namespace hub::places
