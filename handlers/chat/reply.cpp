#include "handlers/chat/reply.hpp"

#include <charconv>

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/opening.hpp"
#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kLongestBenefit = 120;  // code points

std::string coordinates(catalog::Position position) {
    const auto fixed = [](double degrees) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, degrees, std::chars_format::fixed, 6).ptr;
        return std::string(digits, end);
    };
    return percent_encode(fixed(position.lat) + "," + fixed(position.lng));
}

void write_text(json::Writer& writer, std::string_view name, const std::string& text) {
    if (!text.empty()) writer.member(name, text);
}

void write_way(json::Writer& writer, const std::optional<catalog::Position>& position, const Sight& sight) {
    if (sight.distance_m) {
        writer.member("distance_m", *sight.distance_m);
        if (const auto minutes = walk_minutes(*sight.distance_m)) writer.member("walk_minutes", *minutes);
    }
    if (!position) return;
    writer.member("lat", position->lat);
    writer.member("lng", position->lng);
    writer.member("directions_url", directions_url(*position, sight.walk_from));
}

void write_hours(json::Writer& writer, const catalog::OpeningHours& hours, const std::string& text,
                 const Sight& sight) {
    const auto opening = opening_at(hours, sight.now);
    if (opening.open) writer.member("open_now", *opening.open);
    if (opening.irregular) writer.member("irregular", true);
    write_text(writer, "hours", text);
}

// 2026-12-05
std::string iso_day(std::chrono::sys_days day) { return to_rfc3339(WallTime(day)).substr(0, 10); }

void write_raw_array(json::Writer& writer, std::string_view name, const std::vector<std::string>& elements) {
    writer.key(name);
    writer.begin_array();
    for (const auto& element : elements) writer.raw(element);
    writer.end_array();
}

}  // namespace

void FulfilmentReply::say(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "text");
    writer.member("text", text);
    writer.end_object();
    messages.push_back(writer.take());
}

void FulfilmentReply::offer(const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "chips");
    writer.key("options");
    writer.begin_array();
    for (const auto& text : texts) {
        writer.begin_object();
        writer.member("text", text);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    messages.push_back(writer.take());
}

void FulfilmentReply::link(std::string_view text, std::string_view url) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "link");
    writer.member("text", text);
    writer.member("url", url);
    writer.end_object();
    messages.push_back(writer.take());
}

void FulfilmentReply::list(const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "list");
    writer.key("items");
    writer.begin_array();
    for (const auto& line : lines) {
        writer.begin_object();
        writer.member("text", line);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    messages.push_back(writer.take());
}

void FulfilmentReply::card(std::string_view title, std::string_view subtitle, std::string_view url) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "card");
    writer.member("title", title);
    writer.member("subtitle", subtitle);
    if (!url.empty()) writer.member("url", url);
    writer.end_object();
    messages.push_back(writer.take());
}

std::string FulfilmentReply::to_json() const {
    json::Writer writer;
    writer.begin_object();
    write_raw_array(writer, "messages", messages);
    write_raw_array(writer, "shops", shops);
    if (!facilities.empty()) write_raw_array(writer, "facilities", facilities);
    if (!events.empty()) write_raw_array(writer, "events", events);
    writer.key("places");
    writer.begin_array();
    for (const auto& place : places) {
        writer.begin_object();
        writer.member("name", place.name);
        writer.member("lat", place.position.lat);
        writer.member("lng", place.position.lng);
        writer.member("kind", place.kind);
        writer.member("source", place.source);
        writer.end_object();
    }
    writer.end_array();
    writer.key("suggestions");
    writer.begin_array();
    for (const auto& suggestion : suggestions) writer.value(suggestion);
    writer.end_array();
    writer.key("contexts");
    write_contexts(writer, contexts);
    writer.end_object();
    return writer.take();
}

std::string directions_url(catalog::Position destination, std::optional<catalog::Position> origin) {
    std::string url =
        "https://www.google.com/maps/dir/?api=1&destination=" + coordinates(destination) + "&travelmode=walking";
    if (origin) url += "&origin=" + coordinates(*origin);
    return url;
}

std::string shop_json(const catalog::Snapshot& snapshot, const catalog::ShopRow& shop, const Sight& sight) {
    json::Writer writer;
    writer.begin_object();
    writer.member("shop_id", shop.shop_id);
    writer.member("name", shop.name);
    writer.member("genre",
                  shop.genres.empty() ? std::string_view() : snapshot.codes().name_of("genre", shop.genres.front()));
    const auto benefit = shop.benefits.empty() ? std::string() : shop.benefits.front().title;
    writer.member("benefit", catalog::shortened(benefit, kLongestBenefit));
    write_way(writer, shop.position, sight);
    write_hours(writer, snapshot.opening_hours(shop), hours_of(shop), sight);
    writer.member("url", "/shops/" + std::to_string(shop.shop_id));
    writer.end_object();
    return writer.take();
}

std::string facility_json(const catalog::Snapshot& snapshot, const catalog::FacilityRow& facility, const Sight& sight) {
    json::Writer writer;
    writer.begin_object();
    writer.member("facility_id", facility.facility_id);
    writer.member("name", facility.name);
    writer.member("kind", snapshot.codes().name_of("facility", facility.kind));
    write_text(writer, "address", facility.address);
    write_way(writer, facility.position, sight);
    write_hours(writer, snapshot.facilities().opening_hours(facility), hours_of(facility), sight);
    write_text(writer, "url", facility.url);
    writer.end_object();
    return writer.take();
}

std::string event_json(const catalog::EventRow& event, const Sight& sight) {
    json::Writer writer;
    writer.begin_object();
    writer.member("event_id", event.event_id);
    writer.member("title", event.title);
    writer.member("first_day", iso_day(event.first_day));
    writer.member("last_day", iso_day(event.last_day));
    write_text(writer, "time", catalog::shortened(event.time_text, kLongestBenefit));
    writer.member("venue", event.venue);
    write_text(writer, "fee", catalog::shortened(event.fee_text, kLongestBenefit));
    write_way(writer, event.position, sight);
    write_text(writer, "url", event.url);
    writer.end_object();
    return writer.take();
}

}  // namespace hub::chat
