#include "connectors/dialogflow/detect_intent_wire.hpp"

#include "connectors/dialogflow/message_wire.hpp"
#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {
namespace {

void write_contexts(json::Writer& writer, const AgentQuery& query, const DialogflowSettings& settings) {
    writer.key("contexts");
    writer.begin_array();
    for (const auto& context : query.contexts) {
        writer.begin_object();
        writer.member("name", context_name(session_path(settings, query.session), context.name));
        writer.member("lifespanCount", context.lifespan);
        writer.key("parameters");
        writer.raw(context.parameters);
        writer.end_object();
    }
    writer.end_array();
}

void write_parameters(json::Writer& writer, const AgentQuery& query, const DialogflowSettings& settings) {
    writer.key("queryParams");
    writer.begin_object();
    writer.member("timeZone", settings.time_zone);
    writer.member("resetContexts", true);
    write_contexts(writer, query, settings);
    // A position in geoLocation would not reach the webhook; the payload does.
    writer.key("payload");
    writer.begin_object();
    writer.member("channel", "web");
    if (query.position) {
        writer.key("position");
        writer.begin_object();
        writer.member("lat", query.position->lat);
        writer.member("lng", query.position->lng);
        writer.end_object();
    }
    writer.end_object();
    if (!query.webhook_token.empty() && !settings.webhook_header_name.empty()) {
        writer.key("webhookHeaders");
        writer.begin_object();
        writer.member(settings.webhook_header_name, query.webhook_token);
        writer.end_object();
    }
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

void write_active_contexts(json::Writer& writer, const json::Value& result) {
    writer.begin_array();
    const auto contexts = result.find("outputContexts");
    for (const auto& context : contexts ? contexts->elements() : std::vector<json::Value>{}) {
        const auto id = context_id(context.string("name").value_or(""));
        // A lifespan of 0 may be left out and means that the context has ended.
        const auto lifespan = context.integer("lifespanCount").value_or(0);
        if (!is_context_id(id) || is_reserved_context(id) || lifespan <= 0) continue;
        const auto parameters = context.find("parameters");
        writer.begin_object();
        writer.member("name", id);
        writer.member("lifespan", lifespan);
        writer.key("parameters");
        writer.raw(parameters && parameters->is_object() ? parameters->to_json() : "{}");
        writer.end_object();
    }
    writer.end_array();
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
    write_active_contexts(writer, result);
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
