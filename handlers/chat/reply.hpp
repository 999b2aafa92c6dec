#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/agent_context.hpp"

namespace hub::chat {

// A place an answer speaks of.
struct ChatPlace {
    std::string name;
    catalog::Position position;
    std::string kind;    // station, city, ..., position (where the person is)
    std::string source;  // gazetteer, google, visitor
};

// The reply of agent.fulfilment.
struct FulfilmentReply {
    std::vector<std::string> messages{};     // JSON objects
    std::vector<std::string> shops{};        // JSON objects
    std::vector<ChatPlace> places{};
    std::vector<std::string> suggestions{};  // sentences to ask next
    std::vector<AgentContext> contexts{};

    void say(std::string_view text);                           // {"type":"text"}
    void offer(const std::vector<std::string>& texts);         // {"type":"chips"}; nothing when empty
    void link(std::string_view text, std::string_view url);    // {"type":"link"}
    std::string to_json() const;
};

// A shop as the chat shows it: {"shop_id","name","genre","benefit","distance_m"?,"lat","lng","url","directions_url"}.
// `origin` is where the walk starts: a place that was named; for "near me" none, the visitor's own map knows better and
// the position stays out of the link.
std::string shop_json(const catalog::ShopRow& shop, const catalog::CodeList& codes,
                      std::optional<std::int64_t> distance_m, std::optional<catalog::Position> origin);

// 350m, 1.2km.
std::string readable_distance(std::int64_t metres);

}  // namespace hub::chat
