#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "portal/pages/shop_view.hpp"
#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/json.hpp"

// What the chat finds besides shops, as its page shows it. What a reply does not say is empty.
namespace hub::portal {

struct FacilityView {
    std::string name;
    std::string kind;
    std::string address;
    std::string hours;
    std::string url;  // http or https
    std::optional<GeoPoint> position;
    std::optional<double> distance_m;
    std::optional<bool> open_now;
};

struct EventView {
    std::string title;
    std::string first_day;  // 2026-12-05
    std::string last_day;
    std::string time;
    std::string venue;
    std::string fee;
    std::string url;  // http or https
    std::optional<double> distance_m;
};

// The members "facilities" and "events" of a reply; elements without a name or title are left out.
std::vector<FacilityView> read_facilities(const json::Value& reply);
std::vector<EventView> read_events(const json::Value& reply);

// Fill the sections FACILITIES and EVENTS of chat_answer.tpl.
void fill_facilities(const Texts& texts, Values answer, const std::vector<FacilityView>& facilities);
void fill_events(const Texts& texts, Values answer, const std::vector<EventView>& events);

// 12月5日, 12月5日から12月6日; a text that is no date as it is.
std::string days_text(const Texts& texts, const EventView& event);

}  // namespace hub::portal
