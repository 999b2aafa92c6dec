#pragma once

#include <string>

#include "router/core/http.hpp"

namespace hub::portal {

// Appends the security headers a response lacks, as header lines: `nosniff` for all; for what has content, that it is
// not kept; for JSON and plain text a content security policy that allows nothing; for HTML one that allows our own
// origin only and no inline script or style, no framing, referrer and permissions policy, and an opener policy. A page
// that needs more sets its own header of the same name.
void append_security_headers(std::string& output, const HttpHeaders& headers, bool strict_transport);

}  // namespace hub::portal
