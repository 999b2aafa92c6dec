#include "queues/rate_control.hpp"

#include <algorithm>

#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kUnknownShare{1'000};

// What a lane leaves in the bucket for the lanes before it.
int kept_by(Lane lane, int burst) {
    switch (lane) {
        case Lane::urgent: return 0;
        case Lane::interactive: return burst / 8;
        case Lane::bulk: return burst / 4;
    }
    return 0;
}

}  // namespace

int RateControl::take(const QueuedRoute& route, int wanted) {
    if (!route.rate) return wanted;
    const auto shared = tokens_.take(route.connector, *route.rate, wanted, kept_by(route.lane, route.rate->burst));
    if (!shared) metrics::number("hub_rate_own_share_total").fetch_add(1);
    const std::lock_guard lock(mutex_);
    const Grant grant = shared ? *shared : own_share(route, wanted);
    line_of(route).least = grant.next;
    return std::clamp(grant.given, 0, wanted);
}

// A share holds one token at most: what Redis' bucket has saved up meanwhile must not come on top of savings here.
Grant RateControl::own_share(const QueuedRoute& route, int wanted) {
    if (workers_ == 0) return {0, kUnknownShare};
    const double per_second = static_cast<double>(route.rate->per_second) / workers_;
    auto& share = shares_[route.connector];
    const int given = share.take(wanted, per_second, 1, clock_.monotonic());
    return {given, share.until_next(per_second)};
}

milliseconds RateControl::join_line(const QueuedRoute& route) {
    if (!route.rate) return milliseconds(0);
    const std::lock_guard lock(mutex_);
    auto& line = line_of(route);
    // Every worker has a line of its own although all share the tokens: some come in vain and join again, which costs less
    // than tokens that nobody comes for because the work is with another worker.
    const std::chrono::microseconds spacing(1'000'000LL / route.rate->per_second);
    return line.line.join(line.least, spacing, clock_.monotonic());
}

bool RateControl::may_try(const QueuedRoute& route) {
    if (!route.rate) return true;
    const std::lock_guard lock(mutex_);
    auto& line = line_of(route);
    const auto now = clock_.monotonic();
    return line.line.empty(now) && line.newcomers.take(1, route.rate->per_second, route.rate->burst, now) == 1;
}

void RateControl::set_workers(int workers) {
    const std::lock_guard lock(mutex_);
    workers_ = workers;
}

int RateControl::workers() {
    const std::lock_guard lock(mutex_);
    return workers_;
}

}  // namespace hub::queues
