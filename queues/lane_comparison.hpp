#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "queues/delivery.hpp"
#include "queues/lane_streams.hpp"

// The comparison of rows with a stream, as pure functions.
namespace hub::queues {

// What does not fit together.
struct LaneDifferences {
    // Published rows that no consumer will come across: their ticket is gone, or was given out and never taken up.
    std::vector<Ticket> lost;
    // Entries that will not be given out again; whether they are of any use is for is_stale() to say.
    struct Leftover {
        StreamId id;
        Ticket ticket;
    };
    std::vector<Leftover> leftovers;
    std::vector<StreamId> garbage;  // entries that are no tickets
};

// `rows` were read before `contents`, so that a ticket added in between can't make a row look lost. An entry given out
// less than `patience` ago is still on its way to be leased.
LaneDifferences compare(const std::vector<Ticket>& rows, const LaneContents& contents,
                        std::chrono::milliseconds patience);

}  // namespace hub::queues
