#include "router/supervisor/restart_policy.hpp"

#include <algorithm>

#include "router/core/failpoint.hpp"

namespace hub::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongLife = 30s;
constexpr std::chrono::milliseconds kFirstDelay = 200ms;
constexpr std::chrono::milliseconds kLongestDelay = 10s;

}  // namespace

std::chrono::milliseconds RestartPolicy::after_death(MonotonicTime started, MonotonicTime died) {
    if (died - started >= HUB_TEST_SETTING("LONG_LIFE_MS", kLongLife)) {
        young_deaths_ = 0;
        return 0ms;
    }
    const auto delay = kFirstDelay * (1 << std::min(young_deaths_, 10));
    ++young_deaths_;
    return std::min(delay, kLongestDelay);
}

}  // namespace hub::supervisor
