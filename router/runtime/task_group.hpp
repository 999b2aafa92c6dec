#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"

namespace hub::runtime {

// Coroutines that belong together: started by name, waited for at the end. Replaces asio::detached, whose handler
// ignores exceptions. I/O thread only.
class TaskGroup {
public:
    explicit TaskGroup(boost::asio::any_io_executor executor);
    ~TaskGroup();

    // Starts a task; an exception that leaves it is logged with its name and remembered by failed().
    void spawn(std::string name, boost::asio::awaitable<void> task);
    // Waits until every task has ended or the deadline has passed; true when all ended.
    boost::asio::awaitable<bool> join(Deadline deadline);
    // Names of the tasks still running, for the log of a shutdown that takes too long.
    std::vector<std::string> running() const;
    bool failed() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace hub::runtime
