#include "portal/pages/chat_reply.hpp"

#include <algorithm>

#include "portal/pages/reply_text.hpp"
#include "portal/pages/search_query.hpp"

namespace hub::portal {
namespace {

void add_chip(ChatReply& reply, std::string_view text) {
    if (text.empty() || std::find(reply.chips.begin(), reply.chips.end(), text) != reply.chips.end()) return;
    reply.chips.emplace_back(text);
}

ListPart read_list(const json::Value& message) {
    ListPart list;
    if (const auto items = message.find("items"))
        for (const auto& item : items->elements()) {
            const std::string title = text_of(item, "title");
            const std::string text = title.empty() ? text_of(item, "text") : title;
            list.items.emplace_back(item.as_string().value_or(text));
        }
    std::erase(list.items, std::string());
    return list;
}

void read_message(const json::Value& message, ChatReply& reply) {
    const auto type = message.string("type").value_or(std::string_view());
    if (type == "text") {
        if (auto text = text_of(message, "text"); !text.empty()) reply.parts.push_back(TextPart{std::move(text)});
    } else if (type == "list") {
        if (auto list = read_list(message); !list.items.empty()) reply.parts.push_back(std::move(list));
    } else if (type == "card") {
        reply.parts.push_back(CardPart{text_of(message, "title"), text_of(message, "subtitle"), safe_url(message)});
    } else if (type == "link") {
        if (auto url = safe_url(message); !url.empty())
            reply.parts.push_back(LinkPart{text_of(message, "text"), std::move(url)});
    } else if (type == "chips") {
        if (const auto options = message.find("options"))
            for (const auto& option : options->elements()) add_chip(reply, text_of(option, "text"));
    }
}

// The first place that a search can be given by its name: where the visitor is has none.
std::string named_place(const json::Value& reply) {
    if (const auto places = reply.find("places"))
        for (const auto& place : places->elements())
            if (place.string("source") != "visitor") return text_of(place, "name");
    return {};
}

// Fills the section of one part.
struct PartFiller {
    Values answer;

    void operator()(const TextPart& part) { answer.row("PART").text_row("TEXT_PART", part.text); }
    void operator()(const ListPart& part) {
        Values list = answer.row("PART").row("LIST_PART");
        for (const auto& item : part.items) list.text_row("ITEM", item);
    }
    void operator()(const LinkPart& part) {
        Values link = answer.row("PART").row("LINK_PART");
        link.set("URL", part.url);
        link.set("TEXT", part.text.empty() ? part.url : part.text);
    }
    void operator()(const CardPart& part) {
        Values card = answer.row("PART").row("CARD_PART");
        Values title = card.row(part.url.empty() ? "PLAIN" : "LINK");
        title.set("URL", part.url);
        title.set("TEXT", part.title);
        if (!part.subtitle.empty()) card.text_row("SUBTITLE", part.subtitle);
    }
};

struct PartText {
    std::string operator()(const TextPart& part) const { return part.text; }
    std::string operator()(const ListPart& part) const {
        std::string text;
        for (const auto& item : part.items) text += "・" + item + "\n";
        return text;
    }
    std::string operator()(const LinkPart& part) const { return part.text; }
    std::string operator()(const CardPart& part) const { return part.title + "\n" + part.subtitle; }
};

void fill_shops(const Texts& texts, Values answer, const ChatReply& reply) {
    if (reply.shops.empty()) return;
    Values shops = answer.row("SHOPS");
    for (const auto& shop : reply.shops) {
        Values row = shops.row("SHOP");
        fill_shop_card(texts, row.include("SHOP_CARD", "shop_card.tpl"), shop, std::nullopt);
    }
    if (reply.place.empty()) return;
    SearchQuery query;
    query.near = reply.place;
    answer.row("MORE").set("URL", search_url(query) + "#map");
}

void fill_facilities(const Texts& texts, Values answer, const std::vector<FacilityView>& facilities) {
    if (facilities.empty()) return;
    Values list = answer.row("FACILITIES");
    for (const auto& facility : facilities)
        fill_facility_card(texts, list.row("FACILITY").include("FACILITY_CARD", "facility_card.tpl"), facility);
}

void fill_events(const Texts& texts, Values answer, const std::vector<EventView>& events) {
    if (events.empty()) return;
    Values list = answer.row("EVENTS");
    for (const auto& event : events)
        fill_event_card(texts, list.row("EVENT").include("EVENT_CARD", "event_card.tpl"), event);
}

}  // namespace

ChatReply read_chat_reply(const json::Value& reply) {
    ChatReply read;
    read.conversation = text_of(reply, "conversation");
    read.simple = reply.string("answered_by") == "local_agent";
    if (const auto messages = reply.find("messages"))
        for (const auto& message : messages->elements()) read_message(message, read);
    if (const auto suggestions = reply.find("suggestions"))
        for (const auto& suggestion : suggestions->elements())
            add_chip(read, suggestion.as_string().value_or(std::string_view()));
    read.shops = read_shops(reply, "shops");
    read.facilities = read_facilities(reply);
    read.events = read_events(reply);
    read.place = named_place(reply);
    return read;
}

std::string plain_answer(const Texts& texts, const ChatReply& reply) {
    std::string answer;
    const auto add_line = [&answer](const std::string& line) {
        if (!answer.empty() && answer.back() != '\n') answer += '\n';
        answer += line;
    };
    for (const auto& part : reply.parts) add_line(std::visit(PartText{}, part));
    const auto add_place = [&](const std::string& name, const auto& place) {
        std::string line = "・" + name;
        if (place.distance_m) line += "（" + distance_text(texts, *place.distance_m, place.walk_minutes) + "）";
        add_line(line);
    };
    for (const auto& shop : reply.shops) add_place(shop.name, shop);
    for (const auto& facility : reply.facilities) add_place(facility.name, facility);
    for (const auto& event : reply.events) add_line("・" + event.title + "（" + event_days(texts, event) + "）");
    return answer;
}

void fill_chat_answer(const Texts& texts, Values answer, const ChatReply& reply) {
    PartFiller filler{answer};
    for (const auto& part : reply.parts) std::visit(filler, part);
    fill_shops(texts, answer, reply);
    fill_facilities(texts, answer, reply.facilities);
    fill_events(texts, answer, reply.events);
}

}  // namespace hub::portal
