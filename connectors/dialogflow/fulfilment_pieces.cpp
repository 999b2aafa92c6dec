#include "connectors/dialogflow/fulfilment_pieces.hpp"

#include <algorithm>

#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {
namespace {

std::vector<json::Value> elements_of(const json::Value& value, std::string_view name) {
    const auto found = value.find(name);
    return found ? found->elements() : std::vector<json::Value>{};
}

QueryContext context_of(const json::Value& context, std::string_view id) {
    const auto parameters = context.find("parameters");
    return {std::string(id), std::max<std::int64_t>(0, context.integer("lifespan").value_or(0)),
            parameters && parameters->is_object() ? parameters->to_json() : std::string("{}")};
}

// The lists every reply has had from the beginning are there even when empty.
bool is_optional(std::string_view name) { return name == "facilities" || name == "events"; }

}  // namespace

std::string text_message(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    writer.key("text");
    writer.begin_object();
    writer.key("text");
    writer.begin_array();
    writer.value(text);
    writer.end_array();
    writer.end_object();
    writer.end_object();
    return writer.take();
}

FulfilmentPieces pieces_of(const json::Value& reply) {
    FulfilmentPieces pieces;
    for (const auto& message : elements_of(reply, "messages"))
        if (message.string("type") == "text") pieces.texts.push_back(text_message(message.string("text").value_or("")));
    for (const auto& context : elements_of(reply, "contexts"))
        if (const auto id = context.string("name").value_or(""); is_context_id(id) && !is_reserved_context(id))
            pieces.contexts.push_back(context_of(context, id));
    for (auto& list : pieces.lists)
        for (const auto& element : elements_of(reply, list.name)) list.elements.push_back(element.to_json());
    return pieces;
}

void write_array(json::Writer& writer, std::string_view name, const std::vector<std::string>& elements) {
    writer.key(name);
    writer.begin_array();
    for (const auto& element : elements) writer.raw(element);
    writer.end_array();
}

void write_payload(json::Writer& writer, const FulfilmentPieces& pieces) {
    writer.key("payload");
    writer.begin_object();
    writer.key("passport_hub");
    writer.begin_object();
    for (const auto& list : pieces.lists)
        if (!list.elements.empty() || !is_optional(list.name)) write_array(writer, list.name, list.elements);
    writer.end_object();
    writer.end_object();
}

void shrink(FulfilmentPieces& pieces, std::size_t excess) {
    std::size_t gone = 0;
    const auto shorten = [&gone, excess](auto& list, auto size_of) {
        while (gone < excess && !list.empty()) {
            gone += size_of(list.back()) + (list.size() > 1 ? 1 : 0);  // and the comma before it
            list.pop_back();
        }
    };
    for (auto& list : pieces.lists) shorten(list.elements, [](const std::string& text) { return text.size(); });
    shorten(pieces.texts, [](const std::string& text) { return text.size(); });
    shorten(pieces.contexts,
            [](const QueryContext& context) { return context.name.size() + context.parameters.size(); });
}

}  // namespace hub::dialogflow
