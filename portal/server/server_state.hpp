#pragma once

#include <array>
#include <set>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "portal/server/listener.hpp"
#include "portal/server/response_head.hpp"
#include "portal/server/route_map.hpp"
#include "router/core/metrics.hpp"

// What the connections of one listener share. Internal to portal/server.
namespace hub::portal {

class HttpSession;

struct ServerNumbers {
    explicit ServerNumbers(const std::string& listener);
    metrics::Number& connections;
    metrics::Number& shed;
    metrics::Number& refused;  // requests the gate did not let through
    metrics::Number& handling_microseconds;
    std::array<metrics::Number*, 6> answers;  // by hundreds of the status
};

struct ServerState {
    ServerState(boost::asio::any_io_executor io_executor, const Clock& any_clock, ListenerSettings all_settings,
                std::vector<HttpEndpoint> endpoints)
        : executor(std::move(io_executor)),
          clock(any_clock),
          settings(std::move(all_settings)),
          routes(std::move(endpoints)),
          numbers(settings.name) {}

    boost::asio::any_io_executor executor;
    const Clock& clock;
    ListenerSettings settings;
    RouteMap routes;
    ServerNumbers numbers;
    DateHeader date;
    std::set<HttpSession*> sessions;
    bool draining = false;
    // Bytes are read here and given to a session's gate at once, so that a quiet connection holds no buffer.
    std::array<char, 16 * 1024> read_buffer;
};

}  // namespace hub::portal
