#pragma once

#include <string>
#include <string_view>

namespace hub::portal {

// A card's number as people read it: "1234-5678-9012-44"; one of today's system as it is.
std::string grouped_number(std::string_view number);

}  // namespace hub::portal
