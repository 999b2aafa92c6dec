#pragma once

#include <string>
#include <variant>
#include <vector>

#include "portal/pages/chat_cards.hpp"
#include "portal/pages/shop_view.hpp"
#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/json.hpp"

namespace hub::portal {

struct TextPart {
    std::string text;
};
struct ListPart {
    std::vector<std::string> items;
};
struct LinkPart {
    std::string text;
    std::string url;
};
struct CardPart {
    std::string title;
    std::string subtitle;
    std::string url;  // may be empty
};
using ChatPart = std::variant<TextPart, ListPart, LinkPart, CardPart>;

// A reply to chat.message, as the chat shows it.
struct ChatReply {
    std::string conversation;
    bool simple = false;  // the local agent answered, because Dialogflow did not
    std::vector<ChatPart> parts;
    std::vector<ShopView> shops;
    std::vector<FacilityView> facilities;
    std::vector<EventView> events;
    std::vector<std::string> chips;  // of messages and suggestions, each once
    std::string place;               // the name of the place it is about; empty where the visitor is
};

// Reads a reply; parts of unknown types are left out, links that are not http(s) or our own paths too.
ChatReply read_chat_reply(const json::Value& reply);

// All text of the answer in one piece, for the history.
std::string plain_answer(const Texts& texts, const ChatReply& reply);

// Fills chat_answer.tpl.
void fill_chat_answer(const Texts& texts, Values answer, const ChatReply& reply);

}  // namespace hub::portal
