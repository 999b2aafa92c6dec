#pragma once

#include <chrono>
#include <string_view>

#include "portal/server/peer_rate_limit.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

// The fields RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers-10 (structured fields, RFC 9651):
// the policy `name` admits q requests in w seconds; r more may follow at once, and in t seconds one more than that.
// When none was left, t is what Retry-After says. `name` is of letters, digits and "_".
void append_rate_limit(HttpResponse& response, std::string_view name, const RateLimit& limit,
                       const RateAllowance& allowance);

// The same on the refusal of a try that is counted with others (logins, links, codes): one more is admitted after
// `wait`, which grows with each.
void append_wait(HttpResponse& response, std::string_view name, std::chrono::milliseconds wait);

}  // namespace hub::portal
