#include "router/core/queued_route.hpp"

namespace hub {

std::string_view to_string(Lane lane) {
    switch (lane) {
        case Lane::urgent: return "urgent";
        case Lane::interactive: return "interactive";
        case Lane::bulk: return "bulk";
    }
    return "bulk";
}

std::string_view to_string(UnknownRule rule) { return rule == UnknownRule::retry ? "retry" : "show"; }

std::string_view to_string(DeadLetter rule) { return rule == DeadLetter::park ? "park" : "fail"; }

std::optional<Lane> lane_from(std::string_view text) {
    for (const Lane lane : kLanes)
        if (text == to_string(lane)) return lane;
    return std::nullopt;
}

std::optional<UnknownRule> unknown_rule_from(std::string_view text) {
    if (text == "retry") return UnknownRule::retry;
    if (text == "show") return UnknownRule::show;
    return std::nullopt;
}

std::optional<DeadLetter> dead_letter_from(std::string_view text) {
    if (text == "park") return DeadLetter::park;
    if (text == "fail") return DeadLetter::fail;
    return std::nullopt;
}

}  // namespace hub
