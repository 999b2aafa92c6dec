#include "queues/token_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace hub::queues {

int TokenBucket::take(int wanted, double per_second, double most, MonotonicTime now) {
    if (begun_ && now > filled_) {
        const std::chrono::duration<double> passed = now - filled_;
        tokens_ += passed.count() * per_second;
    }
    if (!begun_ || now > filled_) filled_ = now;
    begun_ = true;
    tokens_ = std::min(tokens_, most);
    const int given = std::clamp(static_cast<int>(std::floor(tokens_)), 0, std::max(0, wanted));
    tokens_ -= given;
    return given;
}

std::chrono::milliseconds TokenBucket::until_next(double per_second) const {
    const double missing = std::max(0.0, 1.0 - tokens_);
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(missing / per_second * 1'000)));
}

}  // namespace hub::queues
