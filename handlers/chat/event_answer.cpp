#include "handlers/chat/event_answer.hpp"

#include <algorithm>
#include <array>

#include "handlers/chat/dialogue_memory.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "handlers/chat/nearby_search.hpp"
#include "handlers/chat/place_answer.hpp"

namespace hub::chat {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days kAhead{29};  // with today: 30 days
constexpr double kNearEvents = 5'000;
constexpr double kFarEvents = 20'000;
constexpr std::size_t kMostCandidates = 200;

struct EventQuestion {
    std::optional<ChatPlace> place{};
    DayRange asked{};
    bool free = false;
    std::size_t skip = 0;
    double radius_m = kNearEvents;  // of the pages before this one
};

struct EventFinds {
    std::vector<catalog::FoundEvent> items;
    std::size_t total = 0;
    double radius_m = kNearEvents;
    DayRange range{};
};

bool is_municipality(const ChatPlace& place) {
    static constexpr std::array<std::string_view, 5> kEndings{"市", "区", "町", "村", "府"};
    return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return place.name.ends_with(ending); });
}

EventFinds find(const catalog::Snapshot& snapshot, const EventQuestion& question, const DayRange& range,
                double radius) {
    catalog::EventQuery query;
    query.first_day = range.first;
    query.last_day = range.last;
    query.radius_m = radius;
    if (question.place) {
        query.near = question.place->position;
        if (is_municipality(*question.place)) query.city = question.place->name;
    }
    query.programme = catalog::Programme::child_rearing;
    query.free = question.free;
    query.limit = kMostCandidates;
    auto page = snapshot.events().find(query);
    EventFinds finds{{}, page.total, radius, range};
    for (auto index = question.skip; index < std::min(question.skip + kMostShown, page.items.size()); ++index)
        finds.items.push_back(page.items[index]);
    return finds;
}

// Near and on these days; farther; near in the month from the first day on; farther in it.
EventFinds search(const catalog::Snapshot& snapshot, const EventQuestion& question) {
    if (question.skip > 0) return find(snapshot, question, question.asked, question.radius_m);
    const DayRange month{question.asked.first, std::max(question.asked.last, question.asked.first + kAhead)};
    for (const auto& range : {question.asked, month})
        for (const double radius : {kNearEvents, kFarEvents}) {
            auto finds = find(snapshot, question, range, radius);
            if (!finds.items.empty()) return finds;
        }
    return {};
}

std::string first_event(const catalog::FoundEvent& found, sys_days today) {
    const auto& event = *found.event;
    std::string text = quoted(event.title) + "（" + readable_days({event.first_day, event.last_day}, today);
    if (!event.venue.empty()) text += "、" + event.venue;
    if (found.distance_m) text += "、" + readable_way(*found.distance_m);
    return text + "）";
}

std::string where_text(const EventQuestion& question, std::string_view particle) {
    return question.place ? question.place->name + "の近く" + std::string(particle) : std::string();
}

std::string found_text(const EventQuestion& question, const EventFinds& finds, sys_days today) {
    std::string text;
    const bool other_days = !(finds.range == question.asked);
    const bool farther = question.place && finds.radius_m > kNearEvents;
    if (question.skip == 0 && (other_days || farther)) {
        text = readable_days(question.asked, today) + (question.place ? "の" : "") + where_text(question, "") +
               "には見つからなかったので、";
        if (finds.radius_m > kNearEvents) text += readable_radius(finds.radius_m);
        if (other_days) text += (finds.radius_m > kNearEvents ? "、" : "") + readable_day(finds.range.last, today);
        text += "までひろげてさがしました。";
    }
    text += readable_days(finds.range, today) + "に、" + where_text(question, "で") + (question.free ? "無料の" : "") +
            "イベントが" + std::to_string(finds.total) + "件あります";
    const auto last = question.skip + finds.items.size();
    if (question.skip > 0 || finds.total > last)
        text += "（早い順に" + std::to_string(question.skip + 1) + "件目から" + std::to_string(last) + "件目）";
    return text + "。" + (question.skip > 0 ? "つづきは" : "いちばん早いのは") +
           first_event(finds.items.front(), today) + "です。";
}

Remembered to_remember(const EventQuestion& question, const EventFinds& finds) {
    Remembered remembered;
    remembered.place = question.place;
    remembered.days = finds.items.empty() ? question.asked : finds.range;
    remembered.free = question.free;
    remembered.window.skip = question.skip;
    remembered.window.told = finds.items.size();
    remembered.window.radius_m = finds.radius_m;
    remembered.shown.kind = Shown::Kind::events;
    for (const auto& found : finds.items) remembered.shown.ids.push_back(found.event->event_id);
    return remembered;
}

FulfilmentReply answer(const catalog::Snapshot& snapshot, const EventQuestion& question, WallTime now) {
    const auto today = japanese_day(now);
    const auto finds = search(snapshot, question);
    FulfilmentReply reply;
    if (finds.items.empty()) {
        reply.say(readable_days(question.asked, today) + "に、" + where_text(question, "で") +
                  (question.free ? "無料の" : "") + "イベントは" +
                  (question.skip > 0 ? "もうありません。" : "見つかりませんでした。") +
                  "ほかの日や場所でもお調べできます。");
        const bool named = question.place && question.place->source != "visitor";
        reply.suggestions = {"今月のイベントは？", named ? question_about(question.place->name, Wishes{})
                                                         : std::string("この近くで使えるお店は？")};
    } else {
        reply.say(found_text(question, finds, today));
        if (question.skip + finds.items.size() < finds.total) reply.suggestions.emplace_back("ほかには？");
        if (!question.free) reply.suggestions.emplace_back("無料のイベントは？");
        reply.suggestions.emplace_back("今週末のイベントは？");
    }
    for (const auto& found : finds.items)
        reply.events.push_back(event_json(*found.event, {now, found.distance_m, std::nullopt}));
    reply.offer(reply.suggestions);
    if (question.place) reply.places.push_back(*question.place);
    reply.contexts = contexts_to_remember(to_remember(question, finds));
    return reply;
}

}  // namespace

FulfilmentReply event_answer(const catalog::Snapshot& snapshot, const std::optional<ChatPlace>& place,
                             const FulfilmentRequest& request, WallTime now) {
    const auto today = japanese_day(now);
    EventQuestion question{place, request.days.value_or(DayRange{today, today + kAhead}), request.free};
    // Of a period that has begun the rest is meant; days that are over are answered as they were asked.
    if (question.asked.last >= today) question.asked.first = std::max(question.asked.first, today);
    return answer(snapshot, question, now);
}

FulfilmentReply more_events_answer(const catalog::Snapshot& snapshot, const Remembered& remembered, WallTime now) {
    const auto& window = remembered.window;
    const double radius = window.radius_m > kNearEvents ? kFarEvents : kNearEvents;
    return answer(snapshot, {remembered.place, *remembered.days, remembered.free, window.skip + window.told, radius},
                  now);
}

}  // namespace hub::chat
