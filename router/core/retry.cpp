#include "router/core/retry.hpp"

#include <algorithm>
#include <cstring>

#include "router/core/ids.hpp"

namespace hub {

double system_random() {
    const auto bytes = random_bytes(sizeof(std::uint64_t));
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes.data(), sizeof(bits));
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

std::optional<std::chrono::milliseconds> retry_delay(const RetryPolicy& policy, int attempts_made,
                                                     std::optional<std::chrono::milliseconds> retry_after,
                                                     double random) {
    if (attempts_made >= policy.attempts) return std::nullopt;
    // 30 doublings of a millisecond are 12 days: beyond any cap, and far from overflow.
    const int doublings = std::clamp(attempts_made - 1, 0, 30);
    const auto longest = std::min(policy.cap, policy.first * (std::int64_t{1} << doublings));
    const auto jittered = [random](std::chrono::milliseconds most) {
        return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(most.count()) * random));
    };
    if (retry_after) return std::max(*retry_after, std::chrono::milliseconds(0)) + jittered(policy.first);
    return jittered(longest);
}

}  // namespace hub
