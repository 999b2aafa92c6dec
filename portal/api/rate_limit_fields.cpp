#include "portal/api/rate_limit_fields.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace hub::portal {
namespace {

std::string item(std::string_view name, char first, std::int64_t first_value, char second, std::int64_t second_value) {
    return "\"" + std::string(name) + "\";" + first + "=" + std::to_string(first_value) + ";" + second + "=" +
           std::to_string(second_value);
}

// The time in which a client that waits gets its whole quota back.
std::int64_t window_seconds(const RateLimit& limit) {
    return std::max<std::int64_t>(1, std::llround(std::ceil(limit.burst / limit.per_minute * 60)));
}

}  // namespace

void append_rate_limit(HttpResponse& response, std::string_view name, const RateLimit& limit,
                       const RateAllowance& allowance) {
    const auto quota = static_cast<std::int64_t>(limit.burst);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(allowance.refill).count();
    response.headers.emplace_back("RateLimit-Policy", item(name, 'q', quota, 'w', window_seconds(limit)));
    response.headers.emplace_back("RateLimit",
                                  item(name, 'r', allowance.remaining, 't', std::max<std::int64_t>(seconds, 1)));
}

void append_wait(HttpResponse& response, std::string_view name, std::chrono::milliseconds wait) {
    const auto seconds = std::max<std::int64_t>(std::chrono::ceil<std::chrono::seconds>(wait).count(), 1);
    response.headers.emplace_back("RateLimit-Policy", item(name, 'q', 1, 'w', seconds));
    response.headers.emplace_back("RateLimit", item(name, 'r', 0, 't', seconds));
}

}  // namespace hub::portal
