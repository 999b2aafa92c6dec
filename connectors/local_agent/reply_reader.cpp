#include "connectors/local_agent/reply_reader.hpp"

#include <functional>

namespace hub::local_agent {
namespace {

bool is_safe_link(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("tel:") || url.starts_with("mailto:") ||
           (url.starts_with("/") && !url.starts_with("//"));
}

std::string object(std::string_view type, const std::function<void(json::Writer&)>& fill) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", type);
    fill(writer);
    writer.end_object();
    return writer.take();
}

std::string chips(const std::vector<std::string>& texts) {
    return object("chips", [&](json::Writer& writer) {
        writer.key("options");
        writer.begin_array();
        for (const auto& text : texts) {
            writer.begin_object();
            writer.member("text", text);
            writer.end_object();
        }
        writer.end_array();
    });
}

std::string text_message(std::string_view text) {
    return object("text", [&](json::Writer& writer) { writer.member("text", text); });
}

std::string link(std::string_view text, std::string_view url) {
    return object("link", [&](json::Writer& writer) {
        writer.member("text", text);
        writer.member("url", url);
    });
}

std::string card(const json::Value& item, std::string_view url) {
    return object("card", [&](json::Writer& writer) {
        writer.member("title", item.string("title").value_or(""));
        writer.member("subtitle", item.string("subtitle").value_or(""));
        if (is_safe_link(url)) writer.member("url", url);
    });
}

std::vector<std::string> texts_of(const std::vector<json::Value>& elements) {
    std::vector<std::string> texts;
    for (const auto& element : elements) {
        const auto text = element.is_object() ? element.string("text") : element.as_string();
        if (text && !text->empty()) texts.emplace_back(*text);
    }
    return texts;
}

std::vector<json::Value> elements_of(const json::Value& item, std::string_view member) {
    const auto found = item.find(member);
    return found ? found->elements() : std::vector<json::Value>{};
}

// One item of richContent; types that are not known are left out, the others stay.
void add_rich_item(const json::Value& item, std::vector<std::string>& ready) {
    const auto type = item.string("type").value_or("");
    if (type == "chips") {
        const auto texts = texts_of(elements_of(item, "options"));
        if (!texts.empty()) ready.push_back(chips(texts));
    } else if (type == "info" || type == "list" || type == "accordion") {
        ready.push_back(card(item, item.string("actionLink").value_or("")));
    } else if (type == "button") {
        const auto url = item.string("link").value_or("");
        if (is_safe_link(url)) ready.push_back(link(item.string("text").value_or(url), url));
    } else if (type == "description") {
        if (const auto title = item.string("title")) ready.push_back(text_message(*title));
        for (const auto& paragraph : texts_of(elements_of(item, "text"))) ready.push_back(text_message(paragraph));
    }
}

Reply rich_reply(const json::Value& message) {
    Reply reply;
    const auto payload = message.find("payload");
    if (!payload) return reply;
    for (const auto& block : elements_of(*payload, "richContent"))
        for (const auto& item : block.elements()) add_rich_item(item, reply.ready);
    return reply;
}

Reply text_reply(const ExportFile& file, const json::Value& message, const std::string& pointer) {
    Reply reply;
    const auto speech = message.find("speech");
    if (speech && speech->is_string()) reply.variants.emplace_back(*speech->as_string());
    else if (speech && speech->is_array()) reply.variants = texts_of(speech->elements());
    else file.problem(pointer + "/speech", "must be a string or an array of strings");
    std::erase(reply.variants, "");
    return reply;
}

// The export writes numbers both as numbers and as texts.
std::string type_of(const json::Value& message) {
    if (const auto number = message.integer("type")) return std::to_string(*number);
    return std::string(message.string("type").value_or(""));
}

}  // namespace

std::vector<Reply> read_replies(const ExportFile& file, const json::Value& response, const std::string& pointer,
                                const std::string& language) {
    std::vector<Reply> replies;
    const auto messages = file.list(response, "messages", pointer);
    for (std::size_t index = 0; index < messages.size(); ++index) {
        const auto& message = messages[index];
        const auto where = pointer + "/messages/" + std::to_string(index);
        if (!message.string("platform").value_or("").empty()) continue;
        if (message.string("lang").value_or(language) != language) continue;
        const auto type = type_of(message);
        Reply reply;
        if (type == "0") reply = text_reply(file, message, where);
        else if (type == "1") reply.ready.push_back(card(message, ""));
        else if (type == "2") reply.ready.push_back(chips(texts_of(elements_of(message, "replies"))));
        else if (type == "4") reply = rich_reply(message);
        if (!reply.variants.empty() || !reply.ready.empty()) replies.push_back(std::move(reply));
    }
    return replies;
}

}  // namespace hub::local_agent
