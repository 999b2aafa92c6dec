#include "router/core/attempts.hpp"

#include <algorithm>

namespace hub {

std::chrono::milliseconds wait_after(const AttemptRule& rule, int tries) {
    if (tries < rule.free) return std::chrono::milliseconds(0);
    auto wait = std::min(rule.first_wait, rule.longest_wait);
    for (int doubled = rule.free; doubled < tries && wait < rule.longest_wait; ++doubled)
        wait = std::min(2 * wait, rule.longest_wait);
    return wait;
}

AttemptRule share_of(const AttemptRule& rule, int workers) {
    AttemptRule share = rule;
    share.free = rule.free / workers;
    share.first_wait = workers * rule.first_wait;
    share.longest_wait = workers * rule.longest_wait;
    return share;
}

}  // namespace hub
