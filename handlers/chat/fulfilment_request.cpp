#include "handlers/chat/fulfilment_request.hpp"

#include <charconv>

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/dialogue_memory.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "handlers/chat/parameters.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kLongestName = 60;  // code points; longer is no name of a place or shop
constexpr std::size_t kLongestWord = 20;  // code points; longer is no name of a code list
constexpr std::size_t kLongestSubject = 256;
constexpr int kOldestChild = 19 * 12;  // months
constexpr int kLargestOrdinal = 100;

std::optional<int> read_ordinal(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool read = error == std::errc() && end == text.data() + text.size();
    if (!read || number == 0 || number < -1 || number > kLargestOrdinal) return std::nullopt;
    return number;
}

Step read_step(const json::Value& parameters) {
    const auto nearer = one_text(parameters, "nearer");
    if (nearer == "farther") return Step::farther;
    if (!nearer.empty()) return Step::nearer;
    return is_given(parameters, "more") ? Step::more : Step::none;
}

std::optional<DayRange> read_one_day(const json::Value& value) {
    const auto text = value.as_string();
    const auto day = text ? read_day(*text) : std::nullopt;
    if (!day) return std::nullopt;
    return DayRange{*day, *day};
}

std::optional<DayRange> read_period(const json::Value& value) {
    const auto first = read_day(value.string("startDate").value_or(""));
    const auto last = read_day(value.string("endDate").value_or(""));
    if (!first || !last || *last < *first) return std::nullopt;
    return DayRange{*first, *last};
}

std::optional<DayRange> read_days(const json::Value& parameters) {
    for (const auto* name : {"date_period", "date"}) {
        const auto value = parameters.find(name);
        if (!value) continue;
        for (const auto& one : value->is_array() ? value->elements() : std::vector<json::Value>{*value}) {
            const auto days = one.is_object() ? read_period(one) : read_one_day(one);
            if (days) return days;
        }
    }
    return std::nullopt;
}

void read_parameters(const json::Value& parameters, FulfilmentRequest& request) {
    request.place = one_text(parameters, "place");
    request.here = is_given(parameters, "here");
    request.there = is_given(parameters, "there");
    request.wishes = {one_text(parameters, "genre"), texts(parameters, "tokuten"), is_given(parameters, "open_now")};
    request.child_months = read_age_months(one_text(parameters, "age"));
    request.step = read_step(parameters);
    request.facilities = texts(parameters, "facility");
    request.shop_name = one_text(parameters, "shop");
    if (request.shop_name.empty()) request.shop_name = one_text(parameters, "shop_name");
    request.ordinal = read_ordinal(one_text(parameters, "ordinal"));
    request.aspects = texts(parameters, "aspect");
    request.days = read_days(parameters);
    request.free = is_given(parameters, "free");
    request.topic = one_text(parameters, "topic");
    request.subject = one_text(parameters, "subject");
}

}  // namespace

std::optional<int> read_age_months(std::string_view age) {
    const auto folded = catalog::to_utf8(catalog::fold_name(age));
    int number = 0;
    const auto [end, error] = std::from_chars(folded.data(), folded.data() + folded.size(), number);
    if (error != std::errc() || number < 0 || number >= kOldestChild) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(folded.data() + folded.size() - end));
    int months = number;
    if (unit.starts_with("歳") || unit.starts_with("才") || unit.starts_with("さい"))
        months = number * 12 + (unit.ends_with("半") ? 6 : 0);
    else if (unit.find("月") == unit.npos && unit.find("げつ") == unit.npos) return std::nullopt;
    if (months >= kOldestChild) return std::nullopt;
    return months;
}

Result<FulfilmentRequest> read_fulfilment_request(const json::Value& data) {
    const auto action = data.string("action");
    if (!action || action->empty())
        return Error{ErrorKind::invalid,
                     "chat.fulfilment_invalid",
                     "the fulfilment request has no action",
                     {},
                     {{"/action", "is required and must be a non-empty string"}}};
    FulfilmentRequest request;
    request.action = *action;
    request.query_text = catalog::shortened(data.string("query_text").value_or(""), kLongestSubject);
    if (const auto parameters = data.find("parameters")) read_parameters(*parameters, request);
    for (auto* name : {&request.place, &request.shop_name}) *name = catalog::shortened(*name, kLongestName);
    request.wishes.genre = catalog::shortened(request.wishes.genre, kLongestWord);
    for (auto* names : {&request.wishes.tokuten, &request.facilities})
        for (auto& name : *names) name = catalog::shortened(name, kLongestWord);
    request.subject = catalog::shortened(request.subject, kLongestSubject);
    request.position = read_position(data.find("position"));
    request.remembered = read_remembered(read_contexts(data.find("contexts")));
    return request;
}

}  // namespace hub::chat
