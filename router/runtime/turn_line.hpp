#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include <boost/asio/awaitable.hpp>

#include "router/core/result.hpp"

namespace hub::runtime {

// Lets so many go on at once; the others wait in line, first come, first served. I/O thread only.
class TurnLine {
public:
    // `at_once` >= 1; at most `most_waiting` wait besides those whose turn it is.
    TurnLine(std::size_t at_once, std::size_t most_waiting);

    // Held while it is one's turn; the next in line is called when the last copy is gone. May outlive the line.
    using Turn = std::shared_ptr<const void>;

    bool full() const;

    // Errors: throttled "line.full", cancelled "line.too_long" when no turn came in time.
    boost::asio::awaitable<Result<Turn>> wait(std::chrono::milliseconds longest);

private:
    struct State;
    const std::shared_ptr<State> state_;
};

}  // namespace hub::runtime
