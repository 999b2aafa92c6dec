#include "queues/pause_exchange.hpp"

#include <set>

namespace hub::queues {
namespace {

std::string key_of(const std::string& connector) { return "hub:pause:" + connector; }

}  // namespace

void PauseExchange::step() {
    const auto pauses = flow_.take_new_pauses();
    std::vector<RedisCommand> commands;
    for (const auto& pause : pauses) {
        const auto left = std::to_string(pause.left.count());
        commands.push_back({"SET", key_of(pause.connector), "1", "NX", "PX", left});
        // Never shorter than what another process has said.
        commands.push_back({"PEXPIRE", key_of(pause.connector), left, "GT"});
    }
    std::set<std::string> connectors;
    for (const auto& [id, route] : *routes_.all()) {
        connectors.insert(route->connector);
        if (!route->fallback.empty()) connectors.insert(route->fallback);
    }
    for (const auto& connector : connectors) commands.push_back({"PTTL", key_of(connector)});
    if (commands.empty()) return;

    const auto replies = redis_.pipeline(commands);
    if (!replies) {
        flow_.tell_again(pauses);
        return;
    }
    auto reply = replies->begin() + static_cast<std::ptrdiff_t>(2 * pauses.size());
    for (const auto& connector : connectors) {
        const auto left = read_integer(*reply++);
        // Negative: there is no such key.
        if (left && *left > 0) flow_.heard({connector, std::chrono::milliseconds(*left)});
    }
}

}  // namespace hub::queues
