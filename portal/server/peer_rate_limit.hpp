#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

#include "router/core/clock.hpp"

namespace hub::portal {

struct RateLimit {
    double per_minute = 0;
    double burst = 0;  // at least 1
};

// What a client may still ask for.
struct RateAllowance {
    std::chrono::milliseconds wait{0};    // zero: this request may go on; else the time until it may
    std::int64_t remaining = 0;           // requests that may follow at once
    std::chrono::milliseconds refill{0};  // until one more may
};

// A token bucket per client, in this process alone. IPv6 clients count by their /64 network, of which one household
// has a whole one. Bounded: beyond kMostPeers clients, those not yet known share one bucket.
class PeerRateLimit {
public:
    // `clock` must outlive it.
    PeerRateLimit(RateLimit limit, const Clock& clock) : limit_(limit), clock_(clock) {}

    // Takes a token for the client at `address`, when there is one.
    RateAllowance take(std::string_view address);

    static constexpr std::size_t kMostPeers = 10'000;

private:
    struct Bucket {
        double tokens = 0;
        MonotonicTime filled{};
    };
    Bucket& bucket_of(const std::string& key, MonotonicTime now);
    double tokens_at(const Bucket& bucket, MonotonicTime now) const;
    void forget_full_buckets(MonotonicTime now);

    const RateLimit limit_;
    const Clock& clock_;
    std::unordered_map<std::string, Bucket> buckets_;
    MonotonicTime cleaned_{};
};

// What a client is counted by.
std::string rate_limit_key(std::string_view address);

}  // namespace hub::portal
