#include "queues/delivery.hpp"

#include <charconv>

namespace hub::queues {
namespace {

constexpr State kStates[] = {State::pending, State::leased,  State::sending, State::sent,
                             State::failed,  State::unknown, State::parked};

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0;
}

}  // namespace

std::string_view to_string(State state) {
    switch (state) {
        case State::pending: return "pending";
        case State::leased: return "leased";
        case State::sending: return "sending";
        case State::sent: return "sent";
        case State::failed: return "failed";
        case State::unknown: return "unknown";
        case State::parked: return "parked";
    }
    return "parked";
}

std::optional<State> state_from(std::string_view text) {
    for (const State state : kStates)
        if (text == to_string(state)) return state;
    return std::nullopt;
}

bool is_final(State state) {
    return state == State::sent || state == State::failed || state == State::unknown || state == State::parked;
}

bool is_row_number(std::string_view text) {
    return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == text.npos;
}

std::string to_text(const Ticket& ticket) {
    return std::to_string(ticket.delivery) + ":" + std::to_string(ticket.epoch) + (ticket.alone ? ":alone" : "");
}

std::optional<Ticket> ticket_from(std::string_view text) {
    Ticket ticket;
    constexpr std::string_view kAlone = ":alone";
    if (text.ends_with(kAlone)) {
        ticket.alone = true;
        text.remove_suffix(kAlone.size());
    }
    const auto colon = text.find(':');
    if (colon == text.npos) return std::nullopt;
    if (!read_number(text.substr(0, colon), ticket.delivery)) return std::nullopt;
    if (!read_number(text.substr(colon + 1), ticket.epoch)) return std::nullopt;
    return ticket;
}

}  // namespace hub::queues
