#include "portal/pages/chat_finds.hpp"

namespace hub::portal {
namespace {

std::string text_of(const json::Value& object, std::string_view name) {
    return std::string(object.string(name).value_or(std::string_view()));
}

std::string web_address(const json::Value& object) {
    auto url = text_of(object, "url");
    return url.starts_with("https://") || url.starts_with("http://") ? url : std::string();
}

std::vector<json::Value> elements_of(const json::Value& reply, std::string_view name) {
    const auto list = reply.find(name);
    return list ? list->elements() : std::vector<json::Value>{};
}

void fill_title(Values card, const std::string& text, const std::string& url) {
    Values title = card.row(url.empty() ? "PLAIN" : "LINK");
    title.set("URL", url);
    title.set("TEXT", text);
}

void fill_fact(Values card, const char* section, const std::string& text) {
    if (!text.empty()) card.text_row(section, text);
}

// 2026-12-05 as 12月5日.
std::string short_day(const Texts& texts, const std::string& day) {
    const bool is_date = day.size() == 10 && day[4] == '-' && day[7] == '-';
    if (!is_date) return day;
    const auto number = [&day](std::size_t at) { return day[at] == '0' ? day.substr(at + 1, 1) : day.substr(at, 2); };
    return texts.format("chat.event.day", {{"month", number(5)}, {"day", number(8)}});
}

}  // namespace

std::vector<FacilityView> read_facilities(const json::Value& reply) {
    std::vector<FacilityView> facilities;
    for (const auto& element : elements_of(reply, "facilities")) {
        FacilityView facility;
        facility.name = text_of(element, "name");
        if (facility.name.empty()) continue;
        facility.kind = text_of(element, "kind");
        facility.address = text_of(element, "address");
        facility.hours = text_of(element, "hours");
        facility.url = web_address(element);
        const auto lat = element.number("lat");
        const auto lng = element.number("lng");
        if (lat && lng) facility.position = GeoPoint{*lat, *lng};
        facility.distance_m = element.number("distance_m");
        facility.open_now = element.boolean("open_now");
        facilities.push_back(std::move(facility));
    }
    return facilities;
}

std::vector<EventView> read_events(const json::Value& reply) {
    std::vector<EventView> events;
    for (const auto& element : elements_of(reply, "events")) {
        EventView event;
        event.title = text_of(element, "title");
        if (event.title.empty()) continue;
        event.first_day = text_of(element, "first_day");
        event.last_day = text_of(element, "last_day");
        event.time = text_of(element, "time");
        event.venue = text_of(element, "venue");
        event.fee = text_of(element, "fee");
        event.url = web_address(element);
        event.distance_m = element.number("distance_m");
        events.push_back(std::move(event));
    }
    return events;
}

std::string days_text(const Texts& texts, const EventView& event) {
    const auto first = short_day(texts, event.first_day);
    if (event.last_day.empty() || event.last_day == event.first_day) return first;
    return texts.format("chat.event.days", {{"first", first}, {"last", short_day(texts, event.last_day)}});
}

void fill_facilities(const Texts& texts, Values answer, const std::vector<FacilityView>& facilities) {
    if (facilities.empty()) return;
    Values section = answer.row("FACILITIES");
    for (const auto& facility : facilities) {
        Values card = section.row("FACILITY");
        fill_title(card, facility.name, facility.url);
        if (facility.distance_m) card.text_row("DISTANCE", distance_text(texts, *facility.distance_m));
        fill_fact(card, "KIND", facility.kind);
        if (facility.open_now) card.show(*facility.open_now ? "OPEN_NOW" : "CLOSED_NOW");
        fill_fact(card, "HOURS", facility.hours);
        fill_fact(card, "ADDRESS", facility.address);
        if (!facility.position) continue;
        Values route = card.row("ROUTE");
        route.set("ROUTE_URL", walking_url(*facility.position, std::nullopt));
        route.set("ROUTE_TO", texts.format("shop.route.to", {{"name", facility.name}}));
    }
}

void fill_events(const Texts& texts, Values answer, const std::vector<EventView>& events) {
    if (events.empty()) return;
    Values section = answer.row("EVENTS");
    for (const auto& event : events) {
        Values card = section.row("EVENT");
        fill_title(card, event.title, event.url);
        fill_fact(card, "DAYS", days_text(texts, event) + (event.time.empty() ? "" : " " + event.time));
        fill_fact(card, "VENUE", event.venue);
        if (event.distance_m) card.text_row("DISTANCE", distance_text(texts, *event.distance_m));
        fill_fact(card, "FEE", event.fee);
    }
}

}  // namespace hub::portal
