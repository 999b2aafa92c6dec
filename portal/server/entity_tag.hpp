#pragma once

#include <string>
#include <string_view>

#include "router/core/http.hpp"

// Answers that need not be sent again to whoever holds them (RFC 9110, 8.8.3 and 13.1.2).
namespace hub::portal {

// A strong ETag, in its quotes: another for other bytes (XXH3). It is quick rather than secret, and the same in every
// worker.
std::string entity_tag(std::string_view content);

// Whether an If-None-Match value names the ETag (weak comparison) or is "*".
bool matches_etag(std::string_view if_none_match, std::string_view etag);

// Whether one of a request's If-None-Match fields does.
bool is_held(const HttpHeaders& headers, std::string_view etag);

// Gives a complete answer the ETag of its content; when the request's sender holds that, it becomes 304 without it.
void send_unless_held(HttpResponse& response, const HttpHeaders& request_headers);

}  // namespace hub::portal
