#include "queues/sending_places.hpp"

namespace hub::queues {
namespace {

std::size_t limit_of(Lane lane) {
    switch (lane) {
        case Lane::urgent: return SendingPlaces::kMost;
        case Lane::interactive: return SendingPlaces::kMost - 16;
        case Lane::bulk: return SendingPlaces::kMost - 64;
    }
    return 0;
}

}  // namespace

std::size_t SendingPlaces::used() const {
    const std::lock_guard lock(mutex_);
    return used_;
}

std::size_t SendingPlaces::free(Lane lane) const {
    const std::lock_guard lock(mutex_);
    const auto limit = limit_of(lane);
    return used_ < limit ? limit - used_ : 0;
}

void SendingPlaces::take(std::size_t count) {
    const std::lock_guard lock(mutex_);
    used_ += count;
}

void SendingPlaces::give_back(std::size_t count) {
    {
        const std::lock_guard lock(mutex_);
        used_ -= count;
    }
    changed_.notify_all();
}

void SendingPlaces::wait(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    const auto before = used_;
    changed_.wait_for(lock, longest, [this, before] { return used_ < before; });
}

}  // namespace hub::queues
