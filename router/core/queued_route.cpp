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

std::string time_of_day_text(std::chrono::minutes since_midnight) {
    const auto two_digits = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two_digits(since_midnight.count() / 60) + ":" + two_digits(since_midnight.count() % 60);
}

std::optional<std::chrono::minutes> time_of_day_from(std::string_view text) {
    const auto digit = [text](std::size_t index) { return text[index] >= '0' && text[index] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const int hours = (text[0] - '0') * 10 + text[1] - '0';
    const int minutes = (text[3] - '0') * 10 + text[4] - '0';
    if (hours > 23 || minutes > 59) return std::nullopt;
    return std::chrono::minutes(hours * 60 + minutes);
}

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
