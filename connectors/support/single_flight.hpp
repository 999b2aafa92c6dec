#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

namespace hub::http {

// Of several who want the same thing at the same time one does the work and all get its result. I/O thread only.
class SingleFlight {
public:
    using Operation = std::function<boost::asio::awaitable<Result<SharedText>>()>;

    SingleFlight();
    ~SingleFlight();

    // The result of the operation under way for `key`; none under way: starts `operation`. The operation runs to its
    // own end whoever waits, so it must own what it needs and keep a limit of its own. cancelled "deadline.passed"
    // when the result is not there in time.
    boost::asio::awaitable<Result<SharedText>> join(std::string key, Operation operation, Deadline deadline);
    // Starts it, when none is under way, and waits for nothing.
    boost::asio::awaitable<void> start(std::string key, Operation operation);

private:
    struct Flight;
    struct State;
    static std::shared_ptr<Flight> flight_for(const std::shared_ptr<State>& state, std::string key, Operation operation,
                                              boost::asio::any_io_executor executor);
    std::shared_ptr<State> state_;
};

}  // namespace hub::http
