#include "portal/pages/chat_cards.hpp"

#include <chrono>

#include "portal/pages/reply_text.hpp"
#include "router/core/clock.hpp"

namespace hub::portal {
namespace {

// 2026-11-22
std::optional<std::chrono::year_month_day> read_day(const std::string& text) {
    const auto midnight = from_rfc3339(text + "T00:00:00Z");
    if (!midnight) return std::nullopt;
    return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*midnight));
}

std::string day_text(const Texts& texts, const std::string& text) {
    const auto day = read_day(text);
    if (!day) return text;
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(*day)).c_encoding();
    return texts.format("event.day", {{"year", std::to_string(static_cast<int>(day->year()))},
                                      {"month", std::to_string(static_cast<unsigned>(day->month()))},
                                      {"day", std::to_string(static_cast<unsigned>(day->day()))},
                                      {"weekday", texts.get("event.weekday." + std::to_string(weekday))}});
}

FacilityView read_facility(const json::Value& value) {
    FacilityView facility;
    facility.name = text_of(value, "name");
    facility.kind = text_of(value, "kind");
    facility.hours = text_of(value, "hours");
    facility.url = safe_url(value);
    const auto lat = value.number("lat");
    const auto lng = value.number("lng");
    if (lat && lng) facility.position = GeoPoint{*lat, *lng};
    facility.distance_m = value.number("distance_m");
    facility.walk_minutes = value.integer("walk_minutes");
    facility.open_now = value.boolean("open_now");
    facility.irregular = value.boolean("irregular").value_or(false);
    return facility;
}

void set_name(Values values, const std::string& name, const std::string& url) {
    Values row = values.row(url.empty() ? "PLAIN" : "LINK");
    row.set("NAME", name);
    row.set("URL", url);
}

}  // namespace

std::string safe_url(const json::Value& object) {
    const std::string url = text_of(object, "url");
    const bool own_path = url.starts_with("/") && !url.starts_with("//");
    return own_path || url.starts_with("https://") || url.starts_with("http://") ? url : std::string();
}

std::vector<FacilityView> read_facilities(const json::Value& reply) {
    std::vector<FacilityView> facilities;
    if (const auto list = reply.find("facilities"))
        for (const auto& entry : list->elements()) facilities.push_back(read_facility(entry));
    std::erase_if(facilities, [](const FacilityView& facility) { return facility.name.empty(); });
    return facilities;
}

std::vector<EventView> read_events(const json::Value& reply) {
    std::vector<EventView> events;
    if (const auto list = reply.find("events"))
        for (const auto& entry : list->elements())
            events.push_back({text_of(entry, "title"), text_of(entry, "first_day"), text_of(entry, "last_day"),
                              text_of(entry, "venue"), safe_url(entry), text_of(entry, "time"), text_of(entry, "fee")});
    std::erase_if(events, [](const EventView& event) { return event.title.empty(); });
    return events;
}

std::string event_days(const Texts& texts, const EventView& event) {
    const std::string first = day_text(texts, event.first_day);
    if (event.last_day.empty() || event.last_day == event.first_day) return first;
    return texts.format("event.days", {{"first", first}, {"last", day_text(texts, event.last_day)}});
}

void fill_facility_card(const Texts& texts, Values values, const FacilityView& facility) {
    set_name(values, facility.name, facility.url);
    if (facility.distance_m)
        values.text_row("DISTANCE", distance_text(texts, *facility.distance_m, facility.walk_minutes));
    if (!facility.kind.empty()) values.text_row("KIND", facility.kind);
    fill_open_now(values, facility.open_now, facility.irregular);
    if (!facility.hours.empty()) values.text_row("HOURS", facility.hours);
    if (!facility.position) return;
    Values route = values.row("ROUTE");
    route.set("ROUTE_URL", walking_url(*facility.position, std::nullopt));
    route.set("ROUTE_TO", texts.format("shop.route.to", {{"name", facility.name}}));
}

void fill_event_card(const Texts& texts, Values values, const EventView& event) {
    set_name(values, event.title, event.url);
    if (!event.first_day.empty())
        values.text_row("DAYS", event_days(texts, event) + (event.time.empty() ? "" : " " + event.time));
    if (!event.venue.empty()) values.text_row("VENUE", event.venue);
    if (!event.fee.empty()) values.text_row("FEE", event.fee);
}

}  // namespace hub::portal
