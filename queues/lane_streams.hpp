#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "queues/delivery.hpp"
#include "queues/redis_connection.hpp"

namespace hub::queues {

// An entry of a lane's stream as a consumer got it.
struct LaneEntry {
    Lane lane = Lane::bulk;
    StreamId id;
    Ticket ticket;
};

// What is left to be acknowledged when a delivery is through; or an entry that is of no use.
struct StreamPosition {
    Lane lane = Lane::bulk;
    StreamId id;
};

// What a consumer read: entries to work on, and garbage to throw away.
struct LaneRead {
    std::vector<LaneEntry> entries;
    std::vector<StreamPosition> garbage;
};

// A stream as it stands, for the reconciler.
struct LaneContents {
    std::vector<StreamEntry> entries;      // oldest first; at most `limit` of them
    StreamId last_delivered;               // entries after it are still to be given out
    std::map<StreamId, std::chrono::milliseconds> held;  // given out and not acknowledged, with their idle time
};

// The streams of the three lanes and their consumer group, over one connection. The group knows a single consumer: who
// holds a delivery is a matter of rows, not of Redis. Results carry the errors of RedisConnection and of redis_reply.hpp.
class LaneStreams {
public:
    explicit LaneStreams(RedisConnection& redis) : redis_(redis) {}

    // Makes the streams and groups that are missing, reading from the very beginning; true when any was missing.
    Result<bool> ensure_groups();

    // Number of entries per lane, in the order of kLanes.
    Result<std::vector<std::int64_t>> lengths();

    // Appends tickets. Returns how many of them, counted from the front, are in the stream: fewer when Redis refuses,
    // for example because its memory is full.
    Result<std::size_t> publish(Lane lane, const std::vector<Ticket>& tickets, std::string* refusal);

    // Gives out new entries, urgent ones first; of a lane only as long as there are fewer than `most[lane]` in all.
    // Waits up to `block` when there are none.
    Result<LaneRead> read(const std::map<Lane, std::size_t>& most, std::chrono::milliseconds block);

    // Removes entries: acknowledged and deleted in one step each.
    Result<void> remove(const std::vector<StreamPosition>& positions);

    // Whether an entry has been held for `idle` without being acknowledged.
    Result<bool> has_idle(Lane lane, std::chrono::milliseconds idle);

    Result<LaneContents> contents(Lane lane, std::size_t limit);

private:
    void replace_foreign_key(Lane lane);
    Result<void> read_into(LaneRead& read, const std::vector<Lane>& lanes, std::size_t count,
                           std::chrono::milliseconds block);

    RedisConnection& redis_;
};

// "hub:lane:urgent".
std::string stream_key(Lane lane);

}  // namespace hub::queues
