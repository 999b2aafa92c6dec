#include "connectors/dialogflow/webhook_wire.hpp"

#include <vector>

#include "connectors/dialogflow/fulfilment_pieces.hpp"
#include "connectors/dialogflow/output_contexts.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::string_view kSource = "passport-hub";

std::string fulfilment_data(const json::Value& request, const json::Value& result) {
    const auto parameters = result.find("parameters");
    const auto language = result.string("languageCode").value_or("");
    json::Writer writer;
    writer.begin_object();
    writer.member("intent", text_at(result, "/intent/displayName"));
    writer.member("action", result.string("action").value_or(""));
    writer.member("query_text", result.string("queryText").value_or(""));
    writer.key("parameters");
    writer.raw(parameters && parameters->is_object() ? parameters->to_json() : "{}");
    writer.key("contexts");
    chat::write_contexts(writer, read_output_contexts(result));
    write_payload_position(writer, request.at_pointer("/originalDetectIntentRequest/payload"));
    writer.member("language", language.empty() ? "ja" : language);
    writer.end_object();
    return writer.take();
}

std::string render(const FulfilmentPieces& pieces, std::string_view session) {
    json::Writer writer;
    writer.begin_object();
    // An empty list would take the intent's built-in reply away without putting anything in its place.
    if (!pieces.texts.empty()) write_array(writer, "fulfillmentMessages", pieces.texts);
    writer.member("source", kSource);
    write_payload(writer, pieces);
    if (!pieces.contexts.empty()) {
        writer.key("outputContexts");
        writer.begin_array();
        for (const auto& context : pieces.contexts) write_output_context(writer, context, session);
        writer.end_array();
    }
    writer.end_object();
    return writer.take();
}

}  // namespace

Result<WebhookCall> read_webhook_request(std::string_view body) {
    const auto document = json::Document::parse(body);
    if (!document) return Error{ErrorKind::invalid, "webhook.invalid", "the body is not valid JSON"};
    const auto request = document->root();
    std::vector<FieldProblem> problems;
    const auto id = request.string("responseId").value_or("");
    if (id.empty() || id.size() > kLongestWebhookName)
        problems.push_back({"/responseId", "must be a non-empty string"});
    const auto session = request.string("session").value_or("");
    if (!is_session_name(session)) problems.push_back({"/session", "must be the full name of a session"});
    const auto result = request.find("queryResult");
    if (!result || !result->is_object()) problems.push_back({"/queryResult", "must be an object"});
    if (!problems.empty())
        return Error{
            ErrorKind::invalid, "webhook.invalid", "not a webhook request of Dialogflow", {}, std::move(problems)};
    // A follow-up event calls the webhook again under the same response id, but for another intent.
    auto key =
        std::string(session) + "\n" + std::string(id) + "\n" + std::string(text_at(*result, "/intent/displayName"));
    return WebhookCall{std::move(key), std::string(session), fulfilment_data(request, *result)};
}

Result<std::string> write_webhook_response(std::string_view reply, std::string_view session) {
    const auto document = json::Document::parse(reply);
    if (!document || !document->root().is_object())
        return Error{ErrorKind::bug, "webhook.bad_reply", "the fulfilment's reply is not a JSON object"};
    return fitting(pieces_of(document->root()),
                   [session](const FulfilmentPieces& pieces) { return render(pieces, session); });
}

std::string webhook_text_response(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    write_array(writer, "fulfillmentMessages", {text_message(text)});
    writer.member("source", kSource);
    writer.end_object();
    return writer.take();
}

}  // namespace hub::dialogflow
