#include "queues/call_record.hpp"

#include <algorithm>

namespace hub::queues {
namespace {

bool refuses_us(ErrorKind kind) { return kind == ErrorKind::unauthenticated || kind == ErrorKind::forbidden; }

bool speaks_of_the_provider(ErrorKind kind) {
    return refuses_us(kind) || kind == ErrorKind::transient || kind == ErrorKind::unknown_outcome ||
           kind == ErrorKind::permanent;
}

}  // namespace

void CallRecord::taken(const QueuedRoute& route) {
    const std::lock_guard lock(mutex_);
    ++calls_[route.id].taken;
    taken_[route.connector] = clock_.monotonic();
    failures_.erase(route.connector);
}

void CallRecord::failed(const QueuedRoute& route, const Error& error) {
    const std::lock_guard lock(mutex_);
    ++calls_[route.id].failed;
    if (!speaks_of_the_provider(error.kind)) return;
    auto& failures = failures_[route.connector];
    ++failures.in_a_row;
    failures.at_once = failures.at_once || refuses_us(error.kind);
    failures.most = route.breaker ? std::min(kInARow, route.breaker->failures) : kInARow;
    failures.code = error.code;
    failures.last = clock_.monotonic();
}

std::map<std::string, RouteCalls> CallRecord::calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
}

std::vector<ProviderTrouble> CallRecord::troubles() const {
    std::vector<ProviderTrouble> troubles;
    const auto now = clock_.monotonic();
    const std::lock_guard lock(mutex_);
    for (const auto& [connector, failures] : failures_) {
        if (now - failures.last >= kTroubleLasts) continue;
        if (!failures.at_once && failures.in_a_row < failures.most) continue;
        const auto* what = failures.at_once ? "refuses our credentials or rights" : "refuses or fails";
        troubles.push_back({connector, failures.in_a_row, std::string(what) + ", last with " + failures.code,
                            std::chrono::duration_cast<std::chrono::milliseconds>(now - failures.last)});
    }
    return troubles;
}

std::map<std::string, std::chrono::milliseconds> CallRecord::taken_ago() const {
    std::map<std::string, std::chrono::milliseconds> ago;
    const auto now = clock_.monotonic();
    const std::lock_guard lock(mutex_);
    for (const auto& [connector, time] : taken_)
        ago.emplace(connector, std::chrono::duration_cast<std::chrono::milliseconds>(now - time));
    return ago;
}

}  // namespace hub::queues
