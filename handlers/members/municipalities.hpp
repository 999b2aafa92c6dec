#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::members {

// The name of a municipality, or of a ward of a large city, as it stands in an address; nothing for other words. Those
// of Osaka are known by name: 大阪市北区, 豊能町; with what people write before it: 大阪府大阪市北区, 豊能郡豊能町. A
// member may live in another prefecture, which then has to stand before it: 兵庫県尼崎市. Answered in the way it is
// officially written, as far as it is known, else as it was typed without blanks and other widths.
std::optional<std::string> municipality_of(std::string_view typed);

}  // namespace hub::members
