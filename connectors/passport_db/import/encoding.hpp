#pragma once

#include <string>

#include "router/core/result.hpp"

namespace hub::passport_db {

// How the bytes of a list are to be read. `automatic`: UTF-8 when the bytes are valid UTF-8, otherwise CP932.
enum class Encoding { automatic, utf8, cp932 };

// The text as UTF-8 without a byte order mark.
// Errors: invalid "import.encoding", naming the line of the first byte that is not of the encoding.
Result<std::string> to_utf8(std::string bytes, Encoding encoding);

}  // namespace hub::passport_db
