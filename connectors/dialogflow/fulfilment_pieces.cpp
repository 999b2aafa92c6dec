#include "connectors/dialogflow/fulfilment_pieces.hpp"

#include <algorithm>

#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {
namespace {

std::vector<json::Value> elements_of(const json::Value& value, std::string_view name) {
    const auto found = value.find(name);
    return found ? found->elements() : std::vector<json::Value>{};
}

// The lists every reply has had from the beginning are there even when empty.
bool is_optional(std::string_view name) { return name == "facilities" || name == "events"; }

// Leaves out pieces, the least missed first and texts and contexts last, until `excess` bytes are gone or nothing is
// left.
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
            [](const chat::AgentContext& context) { return context.name.size() + context.parameters.size(); });
}

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
    for (auto& context : chat::read_contexts(reply.find("contexts")))
        if (is_context_id(context.name) && !is_reserved_context(context.name))
            pieces.contexts.push_back(std::move(context));
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

std::string fitting(FulfilmentPieces pieces, const std::function<std::string(const FulfilmentPieces&)>& render) {
    auto response = render(pieces);
    if (response.size() <= kMostWebhookResponseBytes) return response;
    shrink(pieces, response.size() - kMostWebhookResponseBytes);
    return render(pieces);
}

}  // namespace hub::dialogflow
