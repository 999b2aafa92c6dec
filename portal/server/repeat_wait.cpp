#include "portal/server/repeat_wait.hpp"

#include <algorithm>

#include "router/runtime/wait.hpp"

namespace hub::portal {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestWait{5'000};
constexpr milliseconds kFirstPause{10};
constexpr milliseconds kLongestPause{200};

}  // namespace

RepeatWait::RepeatWait(const Clock& clock, Deadline deadline)
    : clock_(clock), end_(deadline.at_most(clock, kLongestWait)), next_(kFirstPause) {}

boost::asio::awaitable<bool> RepeatWait::pause() {
    const auto pause = next_;
    if (end_.remaining(clock_) <= pause) co_return false;
    next_ = std::min(2 * pause, kLongestPause);
    co_await runtime::sleep_for(pause);
    co_return true;
}

}  // namespace hub::portal
