#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "router/core/clock.hpp"
#include "router/core/deadline.hpp"
#include "router/core/result.hpp"
#include "router/runtime/task_group.hpp"
#include "router/runtime/wait.hpp"

namespace hub::cli {

// One thing that is looked at again and again.
struct HealthCheck {
    std::string name;
    std::chrono::milliseconds interval{2'000};
    std::chrono::milliseconds longest{2'000};  // a check that takes longer has failed
    std::function<boost::asio::awaitable<Result<void>>(Deadline)> look;
};

struct HealthState {
    std::string name;
    bool ok = false;
    std::string detail = "not looked at yet";
    bool looked_at = true;
};

// Looks at everything in the background, so that asking for the state costs nothing and never waits. I/O thread only.
class Health {
public:
    Health(std::vector<HealthCheck> checks, const Clock& clock);
    // Starts one task per check in `tasks`; they end after stop().
    void start(runtime::TaskGroup& tasks, boost::asio::any_io_executor executor);
    void stop();
    const std::vector<HealthState>& states() const { return states_; }

private:
    boost::asio::awaitable<void> watch(std::size_t index);

    const std::vector<HealthCheck> checks_;
    const Clock& clock_;
    std::vector<HealthState> states_;
    std::vector<std::unique_ptr<runtime::AsyncEvent>> pauses_;
    bool stopping_ = false;
};

}  // namespace hub::cli
