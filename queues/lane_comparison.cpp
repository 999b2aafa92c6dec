#include "queues/lane_comparison.hpp"

#include <set>

namespace hub::queues {

LaneDifferences compare(const std::vector<Ticket>& rows, const LaneContents& contents,
                        std::chrono::milliseconds patience) {
    LaneDifferences differences;
    std::set<std::pair<std::int64_t, int>> coming;  // tickets that a consumer will come across, or is about to lease
    for (const auto& entry : contents.entries) {
        const auto ticket = ticket_from(entry.payload);
        if (!ticket) {
            differences.garbage.push_back(entry.id);
            continue;
        }
        const auto held = contents.held.find(entry.id);
        const bool waiting = entry.id > contents.last_delivered;
        const bool fresh = held != contents.held.end() && held->second < patience;
        if (waiting || fresh) coming.emplace(ticket->delivery, ticket->epoch);
        else differences.leftovers.push_back({entry.id, *ticket});
    }
    for (const auto& row : rows)
        if (!coming.contains({row.delivery, row.epoch})) differences.lost.push_back(row);
    return differences;
}

}  // namespace hub::queues
