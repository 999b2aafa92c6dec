#pragma once

#include <string>
#include <string_view>

namespace hub::places {

// A name and what tells it from equal ones: 大阪梅田(阪急電鉄) is 大阪梅田 and 阪急.
struct LabelledName {
    std::string name;
    std::string label;  // may be empty
};

// Splits a bracket (of either width) off a station's name. Operators are called as people call them (阪急電鉄 is 阪急,
// OsakaMetro is 大阪メトロ), without blanks around; a bracket that only names the prefecture (京橋(大阪)) is dropped,
// the city says more.
LabelledName split_station_name(std::string_view name);

// How people call an operator: 阪急電鉄 is 阪急. What is not known stays as it is.
std::string short_operator_name(std::string_view name);

}  // namespace hub::places
