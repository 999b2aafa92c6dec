#pragma once

#include <string>

#include "router/core/result.hpp"

namespace hub::portal {

// The bytes of a file; `invalid` "pages.file" when it cannot be read. Blocking: for start and reload only.
Result<std::string> read_file(const std::string& path);

}  // namespace hub::portal
