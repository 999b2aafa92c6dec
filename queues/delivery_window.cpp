#include "queues/delivery_window.hpp"

#include "router/core/japanese_time.hpp"

namespace hub::queues {

std::chrono::milliseconds until_open(const DeliveryWindow& window, WallTime now) {
    using namespace std::chrono;
    const auto japan = now + kJapanAheadOfUtc;
    const auto midnight = floor<days>(japan);
    const auto since = japan - midnight;
    const bool overnight = window.to < window.from;
    const bool open = overnight ? since >= window.from || since < window.to : since >= window.from && since < window.to;
    if (open) return milliseconds(0);
    const auto opening = midnight + window.from + (since >= window.from ? days(1) : days(0));
    return ceil<milliseconds>(opening - japan);
}

}  // namespace hub::queues
