#include "handlers/catalog/event_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::catalog {
namespace {

std::optional<double> metres_to(const EventRow& event, const std::optional<Position>& from) {
    if (!from || !event.position) return std::nullopt;
    return metres_between(*from, *event.position);
}

bool is_in_place(const EventRow& event, const EventQuery& query) {
    if (!query.near && query.city.empty()) return true;
    const auto metres = metres_to(event, query.near);
    if (metres && *metres <= query.radius_m) return true;
    return !query.city.empty() && event.city.starts_with(query.city);
}

}  // namespace

bool says_free(const EventRow& event) {
    auto fee = fold_name(event.fee_text);
    std::erase(fee, U':');
    if (fee == U"0円" || fee == U"なし") return true;
    for (const auto* words : {U"無料", U"参加費なし", U"参加費0円", U"料金なし", U"不要"})
        if (fee.find(words) != std::u32string::npos) return fee.find(U"有料") == std::u32string::npos;
    return false;
}

EventSearch::EventSearch(const std::vector<EventRow>& events) : events_(events), by_last_day_(events.size()) {
    std::iota(by_last_day_.begin(), by_last_day_.end(), 0U);
    std::stable_sort(by_last_day_.begin(), by_last_day_.end(), [&](std::uint32_t one, std::uint32_t other) {
        return events_[one].last_day < events_[other].last_day;
    });
}

EventPage EventSearch::find(const EventQuery& query) const {
    struct Candidate {
        std::chrono::sys_days day;
        double metres;
        std::uint32_t event;
    };
    std::vector<Candidate> candidates;
    auto at = std::partition_point(by_last_day_.begin(), by_last_day_.end(),
                                   [&](std::uint32_t event) { return events_[event].last_day < query.first_day; });
    for (; at != by_last_day_.end(); ++at) {
        const auto& event = events_[*at];
        if (event.first_day > query.last_day) continue;
        if (query.programme && event.programme != *query.programme) continue;
        if ((query.free && !says_free(event)) || !is_in_place(event, query)) continue;
        const auto metres = metres_to(event, query.near).value_or(std::numeric_limits<double>::max());
        candidates.push_back({std::max(event.first_day, query.first_day), metres, *at});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& one, const Candidate& other) {
        return std::tie(one.day, one.metres, one.event) < std::tie(other.day, other.metres, other.event);
    });

    EventPage page;
    page.total = candidates.size();
    for (std::size_t index = 0; index < std::min(query.limit, candidates.size()); ++index) {
        const auto& event = events_[candidates[index].event];
        page.items.push_back({&event, std::nullopt});
        if (const auto metres = metres_to(event, query.near)) page.items.back().distance_m = std::llround(*metres);
    }
    return page;
}

const EventRow* EventSearch::find_event(std::int64_t event_id) const {
    const auto found = std::partition_point(events_.begin(), events_.end(),
                                            [&](const EventRow& event) { return event.event_id < event_id; });
    return found == events_.end() || found->event_id != event_id ? nullptr : &*found;
}

}  // namespace hub::catalog
