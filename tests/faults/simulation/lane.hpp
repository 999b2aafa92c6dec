#pragma once

#include <vector>

#include "queues/lane_streams.hpp"
#include "tests/faults/simulation/chance.hpp"
#include "tests/faults/simulation/database.hpp"

namespace hub::simulation {

using queues::StreamId;

struct Entry {
    StreamId id;
    Ticket ticket;
    bool garbage = false;
};

// One lane's stream of Redis with its group. Copied for a replica that is behind.
class Lane {
public:
    bool exists = false;
    bool has_group = false;
    std::vector<Entry> entries;

    // XADD.
    void add(const Ticket& ticket, Time now, bool garbage = false);
    // XGROUP CREATE ... MKSTREAM; true when the group was missing.
    bool ensure_group(bool from_zero);
    // XREADGROUP: gives out up to `count` entries; false for NOGROUP.
    bool read(std::size_t count, Time now, std::vector<Entry>& given);
    // XACK and XDEL.
    void remove(const std::vector<StreamId>& ids);
    bool has_idle(Time idle, Time now) const;
    // XINFO GROUPS and XPENDING; the entries are left for fill().
    void describe(queues::LaneContents& contents, Time now) const;
    // XRANGE.
    void fill(queues::LaneContents& contents) const;

    void flush() { *this = Lane{}; }
    void destroy_group();
    void lose_newest(std::size_t count);
    bool clean() const { return entries.empty() && held_.empty(); }

private:
    struct Held {
        StreamId id;
        Time since = 0;
    };
    StreamId last_;
    StreamId last_delivered_;
    std::vector<Held> held_;
};

}  // namespace hub::simulation
