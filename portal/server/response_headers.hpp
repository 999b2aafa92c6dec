#pragma once

#include <chrono>

#include "router/core/http.hpp"

namespace hub::portal {

// Retry-After in whole seconds, at least one (RFC 9110, 10.2.3).
void ask_to_wait(HttpResponse& response, std::chrono::milliseconds wait);

// WWW-Authenticate, as every 401 has to have (RFC 9110, 15.5.2): a key as RFC 6750, 3 says. Of sessions, which a login
// opens, no registered scheme speaks.
void ask_for_credentials(HttpResponse& response);

// Cache-Control: no-store in the place of what the answer has there (RFC 9111, 5.2.2.5): what is in it is somebody's
// own.
void forbid_keeping(HttpResponse& response);

}  // namespace hub::portal
