#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/agent_context.hpp"
#include "handlers/chat/phrases.hpp"
#include "router/core/clock.hpp"

namespace hub::chat {

// A place an answer speaks of.
struct ChatPlace {
    std::string name;
    catalog::Position position;
    std::string kind;    // station, city, ..., shop, facility, position (where the person is)
    std::string source;  // gazetteer, catalog, google, visitor
};

// The reply of agent.fulfilment.
struct FulfilmentReply {
    std::vector<std::string> messages{};    // JSON objects
    std::vector<std::string> shops{};       // JSON objects
    std::vector<std::string> facilities{};  // JSON objects
    std::vector<std::string> events{};      // JSON objects
    std::vector<ChatPlace> places{};
    std::vector<std::string> suggestions{};  // sentences to ask next
    std::vector<AgentContext> contexts{};

    void say(std::string_view text);                         // {"type":"text"}
    void list(const std::vector<std::string>& lines);        // {"type":"list"}; nothing when empty
    void offer(const std::vector<std::string>& texts);       // {"type":"chips"}; nothing when empty
    void link(std::string_view text, std::string_view url);  // {"type":"link"}
    void card(std::string_view title, std::string_view subtitle, std::string_view url);  // {"type":"card"}
    std::string to_json() const;
};

// How something is shown from where the person is.
struct Sight {
    WallTime now{};  // for "open now"
    std::optional<std::int64_t> distance_m{};
    std::optional<catalog::Position> walk_from{};  // a place that was named; for "near me" none: the visitor's own map
                                                   // knows better, and the position stays out of the link
};

// A shop of the snapshot as the chat shows it: {"shop_id","name","genre","benefit","distance_m"?,"walk_minutes"?,
// "open_now"?,"irregular"?,"hours"?,"lat"?,"lng"?,"url","directions_url"?}.
std::string shop_json(const catalog::Snapshot& snapshot, const catalog::ShopRow& shop, const Sight& sight);
// A facility of it: {"facility_id","name","kind","address"?,"distance_m"?,"walk_minutes"?,"open_now"?,"irregular"?,
// "hours"?,"lat"?,"lng"?,"url"?,"directions_url"?}.
std::string facility_json(const catalog::Snapshot& snapshot, const catalog::FacilityRow& facility, const Sight& sight);
// {"event_id","title","first_day","last_day","time"?,"venue","fee"?,"distance_m"?,"walk_minutes"?,"lat"?,"lng"?,
// "directions_url"?,"url"?}; days as 2026-12-05.
std::string event_json(const catalog::EventRow& event, const Sight& sight);

// The walk to a destination on Google Maps' own pages.
std::string directions_url(catalog::Position destination, std::optional<catalog::Position> origin);

}  // namespace hub::chat
