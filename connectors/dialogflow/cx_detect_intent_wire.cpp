#include "connectors/dialogflow/cx_detect_intent_wire.hpp"

#include <algorithm>

#include "connectors/dialogflow/cx_memory.hpp"
#include "connectors/dialogflow/cx_session.hpp"
#include "connectors/dialogflow/message_wire.hpp"
#include "connectors/dialogflow/webhook_call.hpp"

namespace hub::dialogflow::cx {
namespace {

// What a page has collected is carried with the conversation, whose token is no longer than 4 KiB.
constexpr std::size_t kMostCarried = 1024;
constexpr int kPageLifespan = 2;

// Where the turn begins, and what is known there.
struct Standpoint {
    std::string page;
    std::string parameters = "{}";  // JSON object
};

Standpoint standpoint_of(const AgentQuery& query, const DialogflowSettings& settings) {
    Standpoint standpoint{start_page(settings)};
    const auto carried = std::find_if(query.contexts.begin(), query.contexts.end(),
                                      [](const chat::AgentContext& context) { return context.name == kPageContext; });
    if (carried == query.contexts.end()) return standpoint;
    const auto document = json::Document::parse(carried->parameters);
    const auto page = document ? document->root().string("page").value_or("") : std::string_view();
    // A page of an agent that has been configured away would make every turn fail.
    if (!page.starts_with(agent_path(settings) + "/flows/")) return standpoint;
    standpoint.page = page;
    standpoint.parameters = other_parameters(document->root().find("parameters"));
    return standpoint;
}

// The contexts but the connector's own, as they stand within this turn.
std::vector<chat::AgentContext> memory_of(const AgentQuery& query) {
    std::vector<chat::AgentContext> memory;
    for (const auto& context : query.contexts)
        if (context.name != kPageContext) memory.push_back({context.name, context.lifespan - 1, context.parameters});
    return memory;
}

void write_session_parameters(json::Writer& writer, const AgentQuery& query, const Standpoint& standpoint) {
    const auto collected = json::Document::parse(standpoint.parameters);
    writer.key("parameters");
    writer.begin_object();
    for (const auto& [name, value] :
         collected ? collected->root().members() : std::vector<std::pair<std::string_view, json::Value>>{}) {
        writer.key(name);
        writer.raw(value.to_json());
    }
    writer.key(kHub);
    write_memory(writer, memory_of(query));
    writer.end_object();
}

// Google's name for the position is for the agent; the payload is what reaches the webhook.
void write_position(json::Writer& writer, const AgentQuery& query) {
    if (!query.position) return;
    writer.key("geoLocation");
    writer.begin_object();
    writer.member("latitude", query.position->lat);
    writer.member("longitude", query.position->lng);
    writer.end_object();
}

std::string request_body(const AgentQuery& query, const DialogflowSettings& settings) {
    const auto standpoint = standpoint_of(query, settings);
    json::Writer writer;
    writer.begin_object();
    writer.key("queryInput");
    writer.begin_object();
    writer.key("text");
    writer.begin_object();
    writer.member("text", query.text);
    writer.end_object();
    writer.member("languageCode", query.language);
    writer.end_object();
    writer.key("queryParams");
    writer.begin_object();
    writer.member("timeZone", settings.time_zone);
    writer.member("currentPage", standpoint.page);
    write_session_parameters(writer, query, standpoint);
    write_position(writer, query);
    write_query_parameters(writer, query, settings.webhook_header_name);
    writer.end_object();
    writer.end_object();
    return writer.take();
}

std::string_view intent_of(const json::Value& result) {
    const auto matched = text_at(result, "/match/intent/displayName");
    return matched.empty() ? text_at(result, "/intent/displayName") : matched;
}

// Nothing was understood: the agent says so, or names neither a kind of match nor an intent.
bool is_fallback(const json::Value& result) {
    const auto type = text_at(result, "/match/matchType");
    if (type.empty() || type == "MATCH_TYPE_UNSPECIFIED") return intent_of(result).empty();
    return type == "NO_MATCH" || type == "NO_INPUT";
}

// The context that says where a dialogue under way stands; empty on the start page. What has been collected is left
// out when it is too long to be carried: the page asks again.
std::vector<chat::AgentContext> page_context(const json::Value& result, const std::optional<json::Value>& parameters) {
    const auto page = text_at(result, "/currentPage/name");
    if (!is_under_way(page) || page.size() > kMostCarried) return {};
    const auto collected = other_parameters(parameters);
    json::Writer writer;
    writer.begin_object();
    writer.member("page", page);
    writer.key("parameters");
    writer.raw(page.size() + collected.size() > kMostCarried ? "{}" : collected);
    writer.end_object();
    return {{std::string(kPageContext), kPageLifespan, writer.take()}};
}

std::vector<chat::AgentContext> contexts_of(const json::Value& result) {
    const auto parameters = result.find("parameters");
    auto contexts = read_memory(parameters);
    for (auto& context : page_context(result, parameters)) contexts.push_back(std::move(context));
    return contexts;
}

// What our webhook said; of several calls in one turn the last.
std::optional<json::Value> fulfilment_of(const json::Value& result) {
    std::optional<json::Value> last;
    const auto payloads = result.find("webhookPayloads");
    for (const auto& payload : payloads ? payloads->elements() : std::vector<json::Value>{})
        if (const auto ours = payload.find(kHub); ours && ours->is_object()) last = ours;
    return last;
}

std::string reply_of(const json::Value& result) {
    json::Writer writer;
    writer.begin_object();
    writer.member("agent", "dialogflow");
    writer.member("intent", intent_of(result));
    writer.member("fallback", is_fallback(result));
    writer.key("messages");
    write_response_messages(writer, result);
    writer.key("contexts");
    chat::write_contexts(writer, contexts_of(result));
    if (const auto fulfilment = fulfilment_of(result)) {
        writer.key("fulfilment");
        writer.raw(fulfilment->to_json());
    }
    writer.end_object();
    return writer.take();
}

// The first code that is not 0; 0 when every call went well.
std::int64_t failure_of(const json::Value& result) {
    const auto statuses = result.find("webhookStatuses");
    for (const auto& status : statuses ? statuses->elements() : std::vector<json::Value>{})
        if (const auto code = status.find("code"))
            if (const auto number = code->as_integer().value_or(-1); number != 0) return number;
    return 0;
}

}  // namespace

Result<DetectIntentCall> to_detect_intent(const json::Value& data, const DialogflowSettings& settings) {
    const auto query = read_agent_query(data, settings.language);
    if (!query) return query.error();
    return DetectIntentCall{session_url(settings, query->session, ":detectIntent"), request_body(*query, settings)};
}

Result<std::string> from_detect_intent(std::string_view body) {
    const auto document = json::Document::parse(body, {.depth = 64, .bytes = 2 * 1024 * 1024});
    const auto result = document ? document->root().find("queryResult") : std::nullopt;
    if (!result || !result->is_object())
        return Error{ErrorKind::unknown_outcome, "dialogflow.bad_answer", "the answer is not one of detectIntent"};
    if (const auto code = failure_of(*result); code != 0) return webhook_failed(code);
    return reply_of(*result);
}

}  // namespace hub::dialogflow::cx
