#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"

namespace hub::catalog {

// Which events are asked for; every condition must hold.
struct EventQuery {
    std::chrono::sys_days first_day{};  // in Japan; an event that takes place on any of the days counts
    std::chrono::sys_days last_day{};   // included
    std::optional<Position> near{};
    double radius_m = 5'000;  // only together with `near`
    std::string city{};       // 大阪市 stands for its wards; with `near`: or within the radius
    std::optional<Programme> programme{};
    bool free = false;  // only those that say they cost nothing
    std::size_t limit = 20;
};

struct FoundEvent {
    const EventRow* event;
    std::optional<std::int64_t> distance_m;  // when both positions are known
};

struct EventPage {
    std::vector<FoundEvent> items;  // by the first day within the query's, then by distance, then by event_id
    std::size_t total = 0;
};

// Events by day and place. Keeps a reference to the rows (ascending by event_id), which must outlive it.
// Immutable.
class EventSearch {
public:
    explicit EventSearch(const std::vector<EventRow>& events);

    EventPage find(const EventQuery& query) const;

    // Null when there is none.
    const EventRow* find_event(std::int64_t event_id) const;

private:
    const std::vector<EventRow>& events_;
    std::vector<std::uint32_t> by_last_day_;
};

// Whether an event's own words on its price say that it is free: 無料, 参加費なし, 0円.
bool says_free(const EventRow& event);

}  // namespace hub::catalog
