#pragma once

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"

namespace hub::portal {

// How a request waits while another one with its Idempotency-Key is carried out, perhaps by another process: pauses of
// 10 to 200 ms, each twice as long as the one before it, for 5 s at most.
class RepeatWait {
public:
    // `clock` must outlive it.
    RepeatWait(const Clock& clock, Deadline deadline);

    // Waits before it is asked again; false at once when there is no time left for that.
    boost::asio::awaitable<bool> pause();

private:
    const Clock& clock_;
    const Deadline end_;
    std::chrono::milliseconds next_;
};

}  // namespace hub::portal
