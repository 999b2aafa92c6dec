#include "connectors/dialogflow/detect_intent_wire.hpp"

#include "connectors/dialogflow/message_wire.hpp"
#include "connectors/dialogflow/output_contexts.hpp"
#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {
namespace {

void write_contexts(json::Writer& writer, const AgentQuery& query, const DialogflowSettings& settings) {
    writer.key("contexts");
    writer.begin_array();
    const auto session = session_path(settings, query.session);
    for (const auto& context : query.contexts) write_output_context(writer, context, session);
    writer.end_array();
}

void write_parameters(json::Writer& writer, const AgentQuery& query, const DialogflowSettings& settings) {
    writer.key("queryParams");
    writer.begin_object();
    writer.member("timeZone", settings.time_zone);
    writer.member("resetContexts", true);
    write_contexts(writer, query, settings);
    // A position in geoLocation would not reach the webhook; the payload does.
    write_query_parameters(writer, query, settings.webhook_header_name);
    writer.end_object();
}

std::string request_body(const AgentQuery& query, const DialogflowSettings& settings) {
    json::Writer writer;
    writer.begin_object();
    writer.key("queryInput");
    writer.begin_object();
    writer.key("text");
    writer.begin_object();
    writer.member("text", query.text);
    writer.member("languageCode", query.language);
    writer.end_object();
    writer.end_object();
    write_parameters(writer, query, settings);
    writer.end_object();
    return writer.take();
}

std::string reply_of(const json::Value& result) {
    const auto intent = result.find("intent");
    const auto name = intent ? intent->string("displayName").value_or("") : std::string_view();
    json::Writer writer;
    writer.begin_object();
    writer.member("agent", "dialogflow");
    writer.member("intent", name);
    // Without any fallback intent the answer has no intent at all: nothing was understood either.
    writer.member("fallback", !intent || intent->boolean("isFallback").value_or(false));
    writer.key("messages");
    write_messages(writer, result);
    writer.key("contexts");
    auto contexts = read_output_contexts(result);
    std::erase_if(contexts, [](const chat::AgentContext& context) { return context.lifespan == 0; });
    chat::write_contexts(writer, contexts);
    const auto fulfilment = result.at_pointer("/webhookPayload/passport_hub");
    if (fulfilment && fulfilment->is_object()) {
        writer.key("fulfilment");
        writer.raw(fulfilment->to_json());
    }
    writer.end_object();
    return writer.take();
}

}  // namespace

Result<DetectIntentCall> to_detect_intent(const json::Value& data, const DialogflowSettings& settings) {
    const auto query = read_agent_query(data, settings.language);
    if (!query) return query.error();
    return DetectIntentCall{session_url(settings, query->session, ":detectIntent"), request_body(*query, settings)};
}

Error webhook_failed(std::int64_t code) {
    return {ErrorKind::transient, "dialogflow.webhook_failed",
            "Dialogflow could not use our webhook's answer (webhookStatus code " + std::to_string(code) + ")"};
}

Result<std::string> from_detect_intent(std::string_view body) {
    const auto document = json::Document::parse(body, {.depth = 64, .bytes = 2 * 1024 * 1024});
    const auto result = document ? document->root().find("queryResult") : std::nullopt;
    if (!result || !result->is_object())
        return Error{ErrorKind::unknown_outcome, "dialogflow.bad_answer", "the answer is not one of detectIntent"};
    // Any number other than 0 is a failure: also codes that google.rpc.Code does not know have been seen.
    const auto status = document->root().at_pointer("/webhookStatus/code");
    const auto code = status ? status->as_integer().value_or(-1) : 0;
    if (code != 0) return webhook_failed(code);
    return reply_of(*result);
}

}  // namespace hub::dialogflow
