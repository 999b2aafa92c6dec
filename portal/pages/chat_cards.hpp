#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portal/pages/shop_view.hpp"
#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/json.hpp"

// What a chat reply may show besides shops. What the reply does not say is empty.
namespace hub::portal {

struct FacilityView {
    std::string name;
    std::string kind;  // 図書館
    std::string hours;
    std::string url;  // http, https or a path of ours
    std::optional<GeoPoint> position;
    std::optional<double> distance_m;
    std::optional<std::int64_t> walk_minutes;
    std::optional<bool> open_now;
    bool irregular = false;  // as of a shop
};

struct EventView {
    std::string title;
    std::string first_day;  // 2026-11-22
    std::string last_day;
    std::string venue;
    std::string url;   // as above
    std::string time;  // 10時から
    std::string fee;   // 無料
};

// The entries of `facilities` and `events` that have a name; the members may be missing.
std::vector<FacilityView> read_facilities(const json::Value& reply);
std::vector<EventView> read_events(const json::Value& reply);

// An address in member `url` that a link may lead to: the web, or a path of ours ("//host" is neither); else empty.
std::string safe_url(const json::Value& object);

// "2026年11月22日（日）から2026年11月23日（月）まで", or one day; what is no day stays as it is written.
std::string event_days(const Texts& texts, const EventView& event);

// Fill facility_card.tpl and event_card.tpl.
void fill_facility_card(const Texts& texts, Values values, const FacilityView& facility);
void fill_event_card(const Texts& texts, Values values, const EventView& event);

}  // namespace hub::portal
