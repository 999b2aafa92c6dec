#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "router/core/clock.hpp"
#include "router/core/error.hpp"
#include "router/core/http.hpp"

namespace hub::http {

// What an HTTP status that is no success means, with the reason of Google's error body when there is one
// (google.rpc.Status: {"error": {"code", "message", "status", "details"}}).
//   400, 422 invalid (fields from google.rpc.BadRequest; conflict for FAILED_PRECONDITION) · 401 unauthenticated ·
//   403 forbidden (throttled when the reason is a rate limit or quota) · 404, 410 not_found · 408, 425 transient ·
//   409, 412 conflict · 429 throttled · 499 cancelled · 504 unknown_outcome (somebody behind the gateway may have done
//   it) · 501, 505 permanent · other 5xx transient · everything else permanent.
// `code` is "<service>.<google status in lower case>" or "<service>.http_<status>". retry_after is read from
// Retry-After and google.rpc.RetryInfo, the longer one, at most one hour. Detail holds no part of the request.
Error to_error(std::string_view service, const HttpResponse& response, const Clock& clock);

// Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), never negative, never less than it says but at
// most a day; empty when unreadable.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value, WallTime now);

}  // namespace hub::http
