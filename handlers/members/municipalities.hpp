#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::members {

// Every municipality of the country and every ward of its large cities, as they are called in an address:
// 大阪市北区, 豊能町, 千代田区; with what people write before it: 兵庫県尼崎市, 豊能郡豊能町. The name in the way it is
// officially written, with the prefecture when that was typed; nothing when there is none of that name. A member may
// live outside the prefecture, but lives in one of these.
std::optional<std::string> municipality_of(std::string_view typed);

// A line for each prefecture: 大阪府:大阪市(都島区,…) 堺市(堺区,…) …
extern const std::string_view kMunicipalities;

}  // namespace hub::members
