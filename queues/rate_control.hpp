#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "queues/shared_tokens.hpp"
#include "queues/token_bucket.hpp"
#include "queues/waiting_line.hpp"

namespace hub::queues {

// Keeps calls to the rates of their connectors. Tokens are taken from the bucket that Redis keeps for everybody; when
// Redis cannot be asked, from this process's share of the rate, which is the rate divided by the number of live
// workers: then all of them together stay within the rate, but for one call each. Nothing is given while that number is
// unknown.
class RateControl {
public:
    // `tokens` is used by take() only, on its caller's thread.
    RateControl(SharedTokens& tokens, const Clock& clock) : tokens_(tokens), clock_(clock) {}

    // How many of `wanted` deliveries of this route may be called now; all of them where it has no rate. Those of later
    // lanes leave some tokens for earlier ones. One thread.
    int take(const QueuedRoute& route, int wanted);

    // How long a delivery that got none waits: until its turn comes in the line of its connector and lane. Any thread.
    std::chrono::milliseconds join_line(const QueuedRoute& route);
    // Whether one that has not waited yet may try for a token at once: not while others stand in line, and of those
    // that come together no more than the rate allows. Any thread.
    bool may_try(const QueuedRoute& route);

    // How many live workers share Redis' absence. From any thread.
    void set_workers(int workers);
    // 0 while that is not known. From any thread.
    int workers();

private:
    struct Line {
        WaitingLine line;
        TokenBucket newcomers;
        std::chrono::milliseconds least{0};  // as the bucket said last
    };
    Line& line_of(const QueuedRoute& route) { return lines_[{route.connector, route.lane}]; }
    Grant own_share(const QueuedRoute& route, int wanted);

    SharedTokens& tokens_;
    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::pair<std::string, Lane>, Line> lines_;
    std::map<std::string, TokenBucket> shares_;  // by connector
    int workers_ = 0;                            // 0: not known
};

}  // namespace hub::queues
