#include "queues/person_change.hpp"

#include <algorithm>

#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLargestData = 1024 * 1024;

// The changes a person makes follow no rule of a route.
const QueuedRoute& no_route() {
    static const QueuedRoute none;
    return none;
}

Happening happening_of(const PersonOrder& order, std::chrono::milliseconds delay) {
    switch (order.change) {
        case PersonChange::park: return ParkedByPerson{order.by, order.reason};
        case PersonChange::drop: return Dropped{order.by, order.reason};
        case PersonChange::replay: return Replayed{delay};
    }
    return Replayed{delay};
}

// `longest` in characters, as PostgreSQL counts them.
bool is_text(const std::string& text, std::size_t longest) {
    const auto characters = std::count_if(text.begin(), text.end(),
                                          [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
    return is_utf8(text) && text.find('\0') == text.npos && static_cast<std::size_t>(characters) <= longest;
}

// The wide space of Japanese keyboards is one, too.
bool is_blank(std::string text) {
    constexpr std::string_view kWide = "\u3000";
    for (auto at = text.find(kWide); at != text.npos; at = text.find(kWide, at)) text.erase(at, kWide.size());
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

Error wrong_data(std::string problem) {
    return {ErrorKind::invalid,
            "messages.invalid_data",
            "the edited data cannot be sent",
            {},
            {{"data", std::move(problem)}}};
}

}  // namespace

std::string_view to_string(PersonChange change) {
    switch (change) {
        case PersonChange::park: return "park";
        case PersonChange::drop: return "drop";
        case PersonChange::replay: return "replay";
    }
    return "replay";
}

std::vector<FieldProblem> problems_of(const PersonOrder& order) {
    std::vector<FieldProblem> problems;
    if (is_blank(order.by)) problems.push_back({"by", "is required: who does this, a name known as staff"});
    else if (!is_text(order.by, kLongestName)) problems.push_back({"by", "must be at most 100 characters of UTF-8"});
    if (is_blank(order.reason))
        problems.push_back({"reason", "is required: why this is done, for whoever reads it later"});
    else if (!is_text(order.reason, kLongestReason))
        problems.push_back({"reason", "must be at most 500 characters of UTF-8"});
    return problems;
}

std::optional<Transition> change_of(const PersonOrder& order, const DeliveryView& view,
                                    std::chrono::milliseconds delay) {
    return next(view, no_route(), happening_of(order, delay));
}

std::string why_not(PersonChange change, const DeliveryView& view) {
    if (change_of({change, {}, {}}, view)) return {};
    if (view.dropped) return "has been given up for good";
    switch (view.state) {
        case State::pending:
            return change == PersonChange::drop ? "still waits to be sent: park it first" : "waits to be sent already";
        case State::leased:
        case State::sending: return "is under way and cannot be stopped any more: look again when its outcome is known";
        case State::sent:
            return change == PersonChange::replay ? "has been sent; a delivery is never sent a second time"
                                                  : "has been sent";
        case State::parked: return "is parked already";
        case State::failed:
        case State::unknown:
            return "is " + std::string(to_string(view.state)) + ": nothing waits that could be held back";
    }
    return "cannot be changed";
}

std::chrono::milliseconds spread(std::size_t index, int per_second) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(index) * 1'000 / per_second);
}

Result<std::string> edited_data(std::string_view text) {
    if (text.size() > kLargestData) return wrong_data("must be at most 1 MiB");
    const auto document = json::Document::parse(text, {.depth = 32, .bytes = kLargestData});
    if (!document) return wrong_data("must be JSON: " + document.error().detail);
    if (!document->root().is_object()) return wrong_data("must be a JSON object");
    auto compact = document->root().to_json();
    if (compact.find("\\u0000") != compact.npos) return wrong_data("must not contain the character U+0000");
    return compact;
}

}  // namespace hub::queues
