#pragma once

#include <string_view>

#include "connectors/passport_db/import/transforms.hpp"

namespace hub::passport_db {

// An http or https address; a bare host name becomes http://host, &amp; (also written twice over) becomes &, and of a
// text with an address in it the first address is taken. Pure.
Result<Transformed> web_address(std::string_view text);

}  // namespace hub::passport_db
