#include "portal/server/peer_rate_limit.hpp"

#include <algorithm>
#include <cmath>

#include <boost/asio/ip/address.hpp>

#include "router/core/ids.hpp"

namespace hub::portal {

std::string rate_limit_key(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(std::string(address), error);
    if (error || !parsed.is_v6()) return std::string(address);
    const auto bytes = parsed.to_v6().to_bytes();
    return to_hex({reinterpret_cast<const char*>(bytes.data()), 8});
}

double PeerRateLimit::tokens_at(const Bucket& bucket, MonotonicTime now) const {
    const std::chrono::duration<double, std::chrono::minutes::period> passed = now - bucket.filled;
    return std::min(limit_.burst, bucket.tokens + passed.count() * limit_.per_minute);
}

// A full bucket says nothing that a new one would not. Looking through all of them is not done for every stranger.
void PeerRateLimit::forget_full_buckets(MonotonicTime now) {
    if (now - cleaned_ < std::chrono::seconds(1)) return;
    cleaned_ = now;
    std::erase_if(buckets_, [&](const auto& entry) { return tokens_at(entry.second, now) >= limit_.burst; });
}

PeerRateLimit::Bucket& PeerRateLimit::bucket_of(const std::string& key, MonotonicTime now) {
    if (const auto known = buckets_.find(key); known != buckets_.end()) return known->second;
    if (buckets_.size() >= kMostPeers) forget_full_buckets(now);
    const bool full = buckets_.size() >= kMostPeers;
    return buckets_.try_emplace(full ? std::string("others") : key, Bucket{limit_.burst, now}).first->second;
}

RateAllowance PeerRateLimit::take(std::string_view address) {
    const auto now = clock_.monotonic();
    auto& bucket = bucket_of(rate_limit_key(address), now);
    bucket = {tokens_at(bucket, now), now};
    const bool allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    const auto whole = std::floor(bucket.tokens);
    const auto refill = (whole + 1 - bucket.tokens) / limit_.per_minute * 60'000;
    RateAllowance allowance;
    allowance.remaining = static_cast<std::int64_t>(whole);
    allowance.refill = std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(refill)));
    if (!allowed) allowance.wait = allowance.refill;
    return allowance;
}

}  // namespace hub::portal
