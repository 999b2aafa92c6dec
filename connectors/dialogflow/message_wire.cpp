#include "connectors/dialogflow/message_wire.hpp"

#include <string>
#include <vector>

namespace hub::dialogflow {
namespace {

bool is_safe_link(std::string_view url) {
    for (const char character : url)
        if (static_cast<unsigned char>(character) <= ' ' || character == '"' || character == '<' || character == '\\')
            return false;
    const bool is_own_path = url.starts_with('/') && !url.starts_with("//");
    return is_own_path || url.starts_with("https://") || url.starts_with("tel:") || url.starts_with("mailto:");
}

// Collects items; neighbouring chips and list entries become one item each.
class Items {
public:
    explicit Items(json::Writer& writer) : writer_(writer) {}

    void text(std::string_view text) {
        if (text.empty()) return;
        begin("text");
        writer_.member("text", text);
        end();
    }

    void card(std::string_view title, std::string_view subtitle, std::string_view url) {
        if (title.empty() && subtitle.empty()) return;
        begin("card");
        writer_.member("title", title);
        writer_.member("subtitle", subtitle);
        if (is_safe_link(url)) writer_.member("url", url);
        end();
    }

    void link(std::string_view text, std::string_view url) {
        if (!is_safe_link(url)) return;
        begin("link");
        writer_.member("text", text.empty() ? url : text);
        writer_.member("url", url);
        end();
    }

    void chip(std::string_view text) {
        if (text.empty()) return;
        flush_entries();
        chips_.emplace_back(text);
    }

    void entry(std::string_view title, std::string_view subtitle) {
        if (title.empty()) return;
        flush_chips();
        entries_.emplace_back(title, subtitle);
    }

    void flush() {
        flush_chips();
        flush_entries();
    }
    bool empty() const { return !wrote_any_; }

private:
    void begin(std::string_view type) {
        flush();
        open(type);
    }
    void open(std::string_view type) {
        writer_.begin_object();
        writer_.member("type", type);
    }
    void end() {
        writer_.end_object();
        wrote_any_ = true;
    }
    void flush_chips();
    void flush_entries();

    json::Writer& writer_;
    bool wrote_any_ = false;
    std::vector<std::string> chips_;
    std::vector<std::pair<std::string, std::string>> entries_;
};

void Items::flush_chips() {
    if (chips_.empty()) return;
    open("chips");
    writer_.key("options");
    writer_.begin_array();
    for (const auto& text : std::exchange(chips_, {})) {
        writer_.begin_object();
        writer_.member("text", text);
        writer_.end_object();
    }
    writer_.end_array();
    end();
}

void Items::flush_entries() {
    if (entries_.empty()) return;
    open("list");
    writer_.key("items");
    writer_.begin_array();
    for (const auto& [title, subtitle] : std::exchange(entries_, {})) {
        writer_.begin_object();
        writer_.member("title", title);
        writer_.member("subtitle", subtitle);
        writer_.end_object();
    }
    writer_.end_array();
    end();
}

std::string_view text_of(const json::Value& value, std::string_view name) { return value.string(name).value_or(""); }

std::vector<json::Value> elements_of(const json::Value& value, std::string_view name) {
    const auto found = value.find(name);
    return found ? found->elements() : std::vector<json::Value>{};
}

// The agent's variants of one sentence: at run time there is one; of several the first that says something.
void add_text(Items& items, const json::Value& message) {
    for (const auto& variant : elements_of(message, "text")) {
        const auto text = variant.as_string().value_or("");
        if (text.empty()) continue;
        return items.text(text);
    }
}

// The first link becomes the card's own. What a button that is no link would say becomes a chip.
void add_card(Items& items, const json::Value& card) {
    const auto buttons = elements_of(card, "buttons");
    std::string_view url;
    for (const auto& button : buttons)
        if (url.empty() && is_safe_link(text_of(button, "postback"))) url = text_of(button, "postback");
    items.card(text_of(card, "title"), text_of(card, "subtitle"), url);
    for (const auto& button : buttons) {
        const auto postback = text_of(button, "postback");
        if (postback == url && !url.empty()) continue;
        if (is_safe_link(postback)) items.link(text_of(button, "text"), postback);
        else if (postback.find("://") == std::string_view::npos)
            items.chip(postback.empty() ? text_of(button, "text") : postback);
    }
}

void add_quick_replies(Items& items, const json::Value& replies) {
    items.text(text_of(replies, "title"));
    for (const auto& reply : elements_of(replies, "quickReplies")) items.chip(reply.as_string().value_or(""));
}

std::string paragraphs(const json::Value& item) {
    std::string text(text_of(item, "title"));
    for (const auto name : {"subtitle", "text"})
        if (const auto line = text_of(item, name); !line.empty())
            text += (text.empty() ? "" : "\n") + std::string(line);
    for (const auto& line : elements_of(item, "text"))
        if (const auto paragraph = line.as_string()) text += (text.empty() ? "" : "\n") + std::string(*paragraph);
    return text;
}

// ES names a link in a member of its own, CX in {"anchor": {"href"}}.
std::string_view link_of(const json::Value& item, std::string_view name) {
    const auto anchor = item.find("anchor");
    return anchor ? text_of(*anchor, "href") : text_of(item, name);
}

void add_rich_item(Items& items, const json::Value& item) {
    const auto type = text_of(item, "type");
    if (type == "info") items.card(text_of(item, "title"), text_of(item, "subtitle"), link_of(item, "actionLink"));
    else if (type == "description" || type == "accordion") items.text(paragraphs(item));
    else if (type == "image") items.link(text_of(item, "accessibilityText"), text_of(item, "rawUrl"));
    else if (type == "button") items.link(text_of(item, "text"), link_of(item, "link"));
    else if (type == "list") items.entry(text_of(item, "title"), text_of(item, "subtitle"));
    if (type != "chips") return;
    for (const auto& option : elements_of(item, "options")) {
        const auto link = link_of(option, "link");
        if (link.empty()) items.chip(text_of(option, "text"));
        else items.link(text_of(option, "text"), link);
    }
}

void add_rich_content(Items& items, const json::Value& payload) {
    for (const auto& stack : elements_of(payload, "richContent"))
        for (const auto& item : stack.elements()) add_rich_item(items, item);
}

bool is_default_platform(const json::Value& message) {
    const auto platform = text_of(message, "platform");
    return platform.empty() || platform == "PLATFORM_UNSPECIFIED";
}

void add_message(Items& items, const json::Value& message) {
    if (const auto text = message.find("text")) add_text(items, *text);
    else if (const auto card = message.find("card")) add_card(items, *card);
    else if (const auto replies = message.find("quickReplies")) add_quick_replies(items, *replies);
    else if (const auto image = message.find("image"))
        items.link(text_of(*image, "accessibilityText"), text_of(*image, "imageUri"));
    else if (const auto payload = message.find("payload")) add_rich_content(items, *payload);
}

}  // namespace

void write_messages(json::Writer& writer, const json::Value& query_result) {
    writer.begin_array();
    Items items(writer);
    for (const auto& message : elements_of(query_result, "fulfillmentMessages"))
        if (is_default_platform(message)) add_message(items, message);
    items.flush();
    if (items.empty()) items.text(text_of(query_result, "fulfillmentText"));
    writer.end_array();
}

void write_response_messages(json::Writer& writer, const json::Value& query_result) {
    writer.begin_array();
    Items items(writer);
    for (const auto& message : elements_of(query_result, "responseMessages")) {
        if (!text_of(message, "channel").empty()) continue;
        if (const auto text = message.find("text")) add_text(items, *text);
        else if (const auto payload = message.find("payload")) add_rich_content(items, *payload);
    }
    items.flush();
    writer.end_array();
}

}  // namespace hub::dialogflow
