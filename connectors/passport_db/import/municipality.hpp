#pragma once

#include <string>
#include <string_view>

namespace hub::passport_db {

// The municipality a Japanese address begins with, without its prefecture and district: 大阪市北区, 焼津市, 新宿区,
// 岬町. Empty when the address does not begin with one. Pure.
std::string municipality_of(std::string_view address);

}  // namespace hub::passport_db
