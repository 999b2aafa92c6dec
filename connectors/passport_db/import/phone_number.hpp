#pragma once

#include <string>
#include <string_view>

#include "connectors/passport_db/import/transforms.hpp"

// Telephone numbers and postal codes as people write them. Pure.
namespace hub::passport_db {

// 03-1234-5678 of a number in any way of writing; of several, or of one with words around it, the first. Completed when
// only the area code (`area_code`, without hyphen) or only the zero at the beginning is missing. Empty for a dash
// alone.
Result<Transformed> phone_number(std::string_view text, const std::string& area_code);

// 530-0001.
Result<Transformed> postal_code(std::string_view text);

}  // namespace hub::passport_db
