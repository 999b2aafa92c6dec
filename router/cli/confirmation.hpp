#pragma once

#include <string>

#include "router/core/result.hpp"

namespace hub::cli {

// Asks at the terminal whether `what` shall be done, unless `yes`. Conflict with this code when the answer is not yes,
// or when nobody can be asked.
Result<void> confirm(bool yes, const std::string& code, const std::string& what);

}  // namespace hub::cli
