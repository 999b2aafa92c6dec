#include "router/core/breaker.hpp"

#include <algorithm>
#include <limits>

namespace hub {
namespace {

constexpr int kWidestProbe = 4;

}  // namespace

bool Breaker::permits(MonotonicTime now) {
    if (state_ == State::closed) return true;
    if (state_ == State::open) {
        if (now - opened_ < settings_.open) return false;
        state_ = State::half_open;
        width_ = 1;
        under_way_ = 0;
        successes_ = 0;
    }
    if (under_way_ >= width_) return false;
    ++under_way_;
    return true;
}

void Breaker::succeeded() {
    if (state_ == State::closed) failures_ = 0;
    // An answer to a call from before the breaker opened changes nothing: the target has failed since.
    if (state_ != State::half_open || under_way_ == 0) return;
    --under_way_;
    if (++successes_ < width_) return;
    successes_ = 0;
    width_ *= 2;
    if (width_ > kWidestProbe) {
        state_ = State::closed;
        failures_ = 0;
    }
}

void Breaker::failed(MonotonicTime now) {
    if (state_ == State::half_open) open(now);
    else if (state_ == State::closed && ++failures_ >= settings_.failures) open(now);
}

void Breaker::abandoned() {
    if (state_ == State::half_open && under_way_ > 0) --under_way_;
}

std::size_t Breaker::room(MonotonicTime now) const {
    if (state_ == State::closed) return std::numeric_limits<std::size_t>::max();
    if (state_ == State::half_open) return static_cast<std::size_t>(std::max(0, width_ - under_way_));
    return until_probe(now).count() == 0 ? 1 : 0;
}

std::chrono::milliseconds Breaker::until_probe(MonotonicTime now) const {
    if (state_ != State::open) return std::chrono::milliseconds(0);
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::ceil<std::chrono::milliseconds>(opened_ + settings_.open - now));
}

void Breaker::open(MonotonicTime now) {
    state_ = State::open;
    opened_ = now;
    failures_ = 0;
}

}  // namespace hub
