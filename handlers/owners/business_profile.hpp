#pragma once

#include <string>

#include "handlers/catalog/field_reader.hpp"

namespace hub::owners {

// What an owner says of the business.
struct BusinessProfile {
    std::string company_name;
    std::string corporate_number;  // 法人番号: 13 digits; empty: not told, as of those who are no corporation
    std::string name;              // of the person who answers for the shops
    std::string name_kana;         // full-width katakana; may be empty
    std::string tel;               // 06-1234-5678
    std::string consent_version;
};

// Reads a profile from the members of a message's data; what is wrong is remembered by the reader.
BusinessProfile read_business_profile(catalog::FieldReader& reader);

// Writes the profile's members into the object that is open, by the names read_business_profile() takes.
void write_business_profile(json::Writer& writer, const BusinessProfile& profile);

// Whether the first of 13 digits is the check digit of the others (国税庁, 法人番号の指定等に関する省令 第2条).
bool is_corporate_number(std::string_view digits);

}  // namespace hub::owners
