#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "router/core/queued_route.hpp"

namespace hub::queues {

// How many deliveries of this process may be in state sending at once, so that a kill leaves at most that many with an
// unknown outcome. The later lanes may not use the last places: an urgent message always finds one. Safe from any thread.
class SendingPlaces {
public:
    static constexpr std::size_t kMost = 256;

    std::size_t used() const;
    // How many more deliveries of this lane may go to sending.
    std::size_t free(Lane lane) const;
    void take(std::size_t count);
    void give_back(std::size_t count);
    // Until a place is given back or the time is over.
    void wait(std::chrono::milliseconds longest);

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t used_ = 0;
};

}  // namespace hub::queues
