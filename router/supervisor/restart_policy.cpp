#include "router/supervisor/restart_policy.hpp"

#include <algorithm>

namespace hub::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongLife = 30s;
constexpr std::chrono::milliseconds kFirstDelay = 200ms;
constexpr std::chrono::milliseconds kLongestDelay = 10s;

}  // namespace

std::chrono::milliseconds RestartPolicy::after_death(MonotonicTime started, MonotonicTime died) {
    if (died - started >= kLongLife) {
        young_deaths_ = 0;
        return 0ms;
    }
    const auto delay = kFirstDelay * (1 << std::min(young_deaths_, 10));
    ++young_deaths_;
    return std::min(delay, kLongestDelay);
}

}  // namespace hub::supervisor
