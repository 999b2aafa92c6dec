#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/error.hpp"
#include "router/core/queued_route.hpp"

namespace hub::queues {

// Calls of one route since the process started.
struct RouteCalls {
    std::int64_t taken = 0;
    std::int64_t failed = 0;
};

// An outside system that refuses us, or keeps failing.
struct ProviderTrouble {
    std::string connector;
    std::int64_t in_a_row = 0;
    std::string detail;  // for operators; no personal data
    std::chrono::milliseconds since_last{0};  // failure
};

// What became of this process's calls for queued messages. Safe from any thread.
class CallRecord {
public:
    explicit CallRecord(const Clock& clock) : clock_(clock) {}

    void taken(const QueuedRoute& route);
    void failed(const QueuedRoute& route, const Error& error);

    // By route.
    std::map<std::string, RouteCalls> calls() const;

    // The connectors that refused our credentials or rights, or failed or refused as often in a row as opens the
    // route's breaker (kInARow times without one), and took nothing since. What was refused because of the message
    // itself (invalid, not_found, conflict) is nobody's trouble but the message's; nor is being asked to wait.
    // Forgotten kTroubleLasts after the last of the failures.
    std::vector<ProviderTrouble> troubles() const;

    // By connector: how long ago it took a message last.
    std::map<std::string, std::chrono::milliseconds> taken_ago() const;

    static constexpr int kInARow = 5;
    static constexpr std::chrono::minutes kTroubleLasts{10};

private:
    struct Failures {
        std::int64_t in_a_row = 0;
        bool at_once = false;  // credentials or rights were refused
        int most = kInARow;
        std::string code;
        MonotonicTime last{};
    };

    const Clock& clock_;
    mutable std::mutex mutex_;
    std::map<std::string, RouteCalls> calls_;   // by route
    std::map<std::string, MonotonicTime> taken_;  // by connector
    std::map<std::string, Failures> failures_;  // by connector; only those that failed last
};

}  // namespace hub::queues
