#include "tests/faults/simulation/lane.hpp"

#include <algorithm>

namespace hub::simulation {
namespace {

using std::chrono::milliseconds;

}  // namespace

void Lane::add(const Ticket& ticket, Time now, bool garbage) {
    exists = true;
    const auto time = static_cast<std::uint64_t>(now) + 1;  // Redis gives no entry the number 0-0
    last_ = last_.milliseconds >= time ? StreamId{last_.milliseconds, last_.sequence + 1} : StreamId{time, 0};
    entries.push_back({last_, ticket, garbage});
}

bool Lane::ensure_group(bool from_zero) {
    if (exists && has_group) return false;
    exists = true;
    has_group = true;
    last_delivered_ = from_zero ? StreamId{} : last_;
    return true;
}

bool Lane::read(std::size_t count, Time now, std::vector<Entry>& given) {
    if (!exists || !has_group) return false;
    for (const auto& entry : entries) {
        if (given.size() >= count) break;
        if (entry.id <= last_delivered_) continue;
        given.push_back(entry);
        last_delivered_ = entry.id;
        held_.push_back({entry.id, now});
    }
    return true;
}

void Lane::remove(const std::vector<StreamId>& ids) {
    for (const auto& id : ids) {
        std::erase_if(entries, [&id](const Entry& entry) { return entry.id == id; });
        std::erase_if(held_, [&id](const Held& held) { return held.id == id; });
    }
}

bool Lane::has_idle(Time idle, Time now) const {
    return std::any_of(held_.begin(), held_.end(), [&](const Held& held) { return now - held.since >= idle; });
}

void Lane::describe(queues::LaneContents& contents, Time now) const {
    contents.last_delivered = last_delivered_;
    contents.held.clear();
    for (const auto& held : held_) contents.held.emplace(held.id, milliseconds(now - held.since));
}

void Lane::fill(queues::LaneContents& contents) const {
    contents.entries.clear();
    contents.entries.reserve(entries.size());
    for (const auto& entry : entries)
        contents.entries.push_back({entry.id, entry.garbage ? "no ticket" : to_text(entry.ticket)});
}

void Lane::destroy_group() {
    has_group = false;
    held_.clear();
}

void Lane::lose_newest(std::size_t count) {
    while (count-- > 0 && !entries.empty()) {
        const auto id = entries.back().id;
        entries.pop_back();
        std::erase_if(held_, [&id](const Held& held) { return held.id == id; });
    }
    last_ = entries.empty() ? StreamId{} : entries.back().id;
    last_delivered_ = std::min(last_delivered_, last_);
}

}  // namespace hub::simulation
