#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/places/position.hpp"

// A Japanese address taken apart. Addresses of Kyoto's kind (a crossing and a direction: 四条通烏丸東入) are not read.
namespace hub::places {

// How far down an address was found in the dictionary. `block` means: to the town, and a block number was written; the
// dictionary itself ends with towns and 丁目.
enum class AddressLevel { none, prefecture, municipality, town, block };

enum class AddressNote {
    outside_dictionary,      // in a prefecture or municipality of which the dictionary has no towns
    municipality_completed,  // the city or its ward was not written and follows from the town
    town_ambiguous,          // the town's name occurs in several of the municipalities that may be meant
    town_spelled_otherwise,  // written with a 町 or ノ more or less than in the dictionary
    town_unknown,            // the municipality has no town that is written like this
    chome_unknown,           // the town is known, this 丁目 of it is not: the position is the town's
    kyoto_style              // a street address of Kyoto's kind: not read
};

struct Address {
    AddressLevel level = AddressLevel::none;
    std::string postal_code;           // 599-8114, or empty
    std::string prefecture;            // 大阪府
    std::string municipality;          // 堺市堺区, 豊能郡豊能町
    std::string town;                  // as the dictionary writes it, without 丁目: 旭ヶ丘北町
    std::string koaza;                 // 小字, or empty
    int chome = 0;                     // 0: none
    std::string chome_text;            // as it is written there: 3丁 in Sakai, 3丁目 elsewhere
    std::string block;                 // 番地 and 号 as numbers: 13-1, 2305-1; or 無番地
    std::string building;              // 方書: フェニックスビル2階
    std::string rest;                  // what could not be understood
    std::optional<Position> position;  // of the 丁目, the town or (when only that was found) none
    std::vector<AddressNote> notes;
};

// prefecture, municipality, town, block or none.
std::string_view to_string(AddressLevel level);
// outside_dictionary, town_unknown, ...: the enumerator's name.
std::string_view to_string(AddressNote note);

// The address in one line: 大阪府堺市堺区旭ヶ丘北町3丁13-1 フェニックスビル2階.
std::string to_text(const Address& address);
// The same without postal code, building and rest: equal for equal places, however they were written.
std::string to_place_key(const Address& address);

}  // namespace hub::places
