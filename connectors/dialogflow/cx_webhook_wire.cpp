#include "connectors/dialogflow/cx_webhook_wire.hpp"

#include <algorithm>

#include "connectors/dialogflow/cx_memory.hpp"
#include "connectors/dialogflow/fulfilment_pieces.hpp"

namespace hub::dialogflow::cx {
namespace {

std::string_view said_in(const json::Value& request) {
    for (const auto* name : {"text", "transcript", "triggerEvent", "dtmfDigits", "triggerIntent"})
        if (const auto said = request.string(name).value_or(""); !said.empty()) return said;
    return {};
}

std::string fulfilment_data(const json::Value& request, std::string_view tag) {
    const auto session_parameters = request.at_pointer("/sessionInfo/parameters");
    const auto language = request.string("languageCode").value_or("");
    json::Writer writer;
    writer.begin_object();
    writer.member("intent", text_at(request, "/intentInfo/displayName"));
    writer.member("action", tag);
    writer.member("query_text", said_in(request));
    writer.key("parameters");
    writer.raw(other_parameters(session_parameters));
    writer.key("contexts");
    chat::write_contexts(writer, read_memory(session_parameters));
    write_payload_position(writer, request.find("payload"));
    writer.member("language", language.empty() ? "ja" : language);
    writer.end_object();
    return writer.take();
}

// The memory after the call: what the reply says of a context holds, the others stay as they were.
std::vector<chat::AgentContext> merged(const std::vector<chat::AgentContext>& replied, const WebhookCall& call) {
    std::vector<chat::AgentContext> memory;
    for (const auto& context : replied)
        if (context.lifespan > 0) memory.push_back(context);
    const auto data = json::Document::parse(call.data);
    for (auto& context : chat::read_contexts(data ? data->root().find("contexts") : std::nullopt)) {
        const bool is_replied =
            std::any_of(replied.begin(), replied.end(),
                        [&context](const chat::AgentContext& other) { return other.name == context.name; });
        if (!is_replied) memory.push_back(std::move(context));
    }
    return memory;
}

void write_messages(json::Writer& writer, const std::vector<std::string>& texts) {
    writer.key("fulfillmentResponse");
    writer.begin_object();
    write_array(writer, "messages", texts);
    writer.member("mergeBehavior", "REPLACE");
    writer.end_object();
}

std::string render(const FulfilmentPieces& pieces, const WebhookCall& call) {
    json::Writer writer;
    writer.begin_object();
    // An empty list would take the agent's own messages away without putting anything in their place.
    if (!pieces.texts.empty()) write_messages(writer, pieces.texts);
    writer.key("sessionInfo");
    writer.begin_object();
    writer.key("parameters");
    writer.begin_object();
    writer.key(kHub);
    write_memory(writer, merged(pieces.contexts, call));
    writer.end_object();
    writer.end_object();
    write_payload(writer, pieces);
    writer.end_object();
    return writer.take();
}

}  // namespace

Result<WebhookCall> read_webhook_request(std::string_view body) {
    const auto document = json::Document::parse(body);
    if (!document) return Error{ErrorKind::invalid, "webhook.invalid", "the body is not valid JSON"};
    const auto request = document->root();
    std::vector<FieldProblem> problems;
    const auto id = request.string("detectIntentResponseId").value_or("");
    if (id.empty() || id.size() > kLongestWebhookName)
        problems.push_back({"/detectIntentResponseId", "must be a non-empty string"});
    const auto session = text_at(request, "/sessionInfo/session");
    if (!is_session_name(session)) problems.push_back({"/sessionInfo/session", "must be the full name of a session"});
    const auto tag = text_at(request, "/fulfillmentInfo/tag");
    if (tag.empty() || tag.size() > kLongestWebhookName)
        problems.push_back({"/fulfillmentInfo/tag", "must be a non-empty string"});
    if (!problems.empty())
        return Error{
            ErrorKind::invalid, "webhook.invalid", "not a webhook request of Dialogflow CX", {}, std::move(problems)};
    // One turn may call the webhook more than once: with another tag, or from another page.
    auto key = std::string(session) + "\n" + std::string(id) + "\n" + std::string(tag) + "\n" +
               std::string(text_at(request, "/pageInfo/currentPage"));
    return WebhookCall{std::move(key), std::string(session), fulfilment_data(request, tag)};
}

Result<std::string> write_webhook_response(std::string_view reply, const WebhookCall& call) {
    const auto document = json::Document::parse(reply);
    if (!document || !document->root().is_object())
        return Error{ErrorKind::bug, "webhook.bad_reply", "the fulfilment's reply is not a JSON object"};
    return fitting(pieces_of(document->root()),
                   [&call](const FulfilmentPieces& pieces) { return render(pieces, call); });
}

std::string webhook_text_response(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    write_messages(writer, {text_message(text)});
    writer.end_object();
    return writer.take();
}

}  // namespace hub::dialogflow::cx
