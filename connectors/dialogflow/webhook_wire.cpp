#include "connectors/dialogflow/webhook_wire.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::size_t kLongestName = 512;
constexpr std::string_view kSource = "passport-hub";

std::vector<json::Value> elements_of(const json::Value& value, std::string_view name) {
    const auto found = value.find(name);
    return found ? found->elements() : std::vector<json::Value>{};
}

std::string_view text_at(const json::Value& value, std::string_view pointer) {
    const auto found = value.at_pointer(pointer);
    return found ? found->as_string().value_or("") : std::string_view();
}

bool is_session_name(std::string_view name) {
    return name.starts_with("projects/") && name.find("/sessions/") != std::string_view::npos &&
           name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char character) {
               return character > ' ' && character < 0x7f && character != '"' && character != '\\';
           });
}

void write_position(json::Writer& writer, const json::Value& request) {
    const auto position = request.at_pointer("/originalDetectIntentRequest/payload/position");
    const auto lat = position ? position->number("lat") : std::nullopt;
    const auto lng = position ? position->number("lng") : std::nullopt;
    if (!lat || !lng || std::abs(*lat) > 90 || std::abs(*lng) > 180) return;
    writer.key("position");
    writer.begin_object();
    writer.member("lat", *lat);
    writer.member("lng", *lng);
    writer.end_object();
}

void write_contexts(json::Writer& writer, const json::Value& result) {
    writer.key("contexts");
    writer.begin_array();
    for (const auto& context : elements_of(result, "outputContexts")) {
        const auto id = context_id(context.string("name").value_or(""));
        if (!is_context_id(id) || is_reserved_context(id)) continue;
        const auto parameters = context.find("parameters");
        writer.begin_object();
        writer.member("name", id);
        writer.member("lifespan", context.integer("lifespanCount").value_or(0));
        writer.key("parameters");
        writer.raw(parameters && parameters->is_object() ? parameters->to_json() : "{}");
        writer.end_object();
    }
    writer.end_array();
}

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
    write_contexts(writer, result);
    write_position(writer, request);
    writer.member("language", language.empty() ? "ja" : language);
    writer.end_object();
    return writer.take();
}

// The pieces of an answer as JSON texts, so that some can be left out without writing the others anew.
struct Pieces {
    std::vector<std::string> texts;     // elements of fulfillmentMessages
    std::vector<std::string> contexts;  // elements of outputContexts
    std::vector<std::string> shops;
    std::vector<std::string> facilities;
    std::vector<std::string> events;
    std::vector<std::string> places;
    std::vector<std::string> suggestions;
    std::vector<std::string> messages;
};

std::vector<std::string> json_texts(const json::Value& reply, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& element : elements_of(reply, name)) texts.push_back(element.to_json());
    return texts;
}

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

std::string output_context(const json::Value& context, std::string_view id, std::string_view session) {
    const auto parameters = context.find("parameters");
    json::Writer writer;
    writer.begin_object();
    writer.member("name", context_name(session, id));
    writer.member("lifespanCount", std::max<std::int64_t>(0, context.integer("lifespan").value_or(0)));
    writer.key("parameters");
    writer.raw(parameters && parameters->is_object() ? parameters->to_json() : "{}");
    writer.end_object();
    return writer.take();
}

Pieces pieces_of(const json::Value& reply, std::string_view session) {
    Pieces pieces;
    for (const auto& message : elements_of(reply, "messages"))
        if (message.string("type") == "text") pieces.texts.push_back(text_message(message.string("text").value_or("")));
    for (const auto& context : elements_of(reply, "contexts"))
        if (const auto id = context.string("name").value_or(""); is_context_id(id) && !is_reserved_context(id))
            pieces.contexts.push_back(output_context(context, id, session));
    pieces.shops = json_texts(reply, "shops");
    pieces.facilities = json_texts(reply, "facilities");
    pieces.events = json_texts(reply, "events");
    pieces.places = json_texts(reply, "places");
    pieces.suggestions = json_texts(reply, "suggestions");
    pieces.messages = json_texts(reply, "messages");
    return pieces;
}

void write_array(json::Writer& writer, std::string_view name, const std::vector<std::string>& elements) {
    writer.key(name);
    writer.begin_array();
    for (const auto& element : elements) writer.raw(element);
    writer.end_array();
}

std::string render(const Pieces& pieces) {
    json::Writer writer;
    writer.begin_object();
    // An empty list would take the intent's built-in reply away without putting anything in its place.
    if (!pieces.texts.empty()) write_array(writer, "fulfillmentMessages", pieces.texts);
    writer.member("source", kSource);
    writer.key("payload");
    writer.begin_object();
    writer.key("passport_hub");
    writer.begin_object();
    write_array(writer, "shops", pieces.shops);
    if (!pieces.facilities.empty()) write_array(writer, "facilities", pieces.facilities);
    if (!pieces.events.empty()) write_array(writer, "events", pieces.events);
    write_array(writer, "places", pieces.places);
    write_array(writer, "suggestions", pieces.suggestions);
    write_array(writer, "messages", pieces.messages);
    writer.end_object();
    writer.end_object();
    if (!pieces.contexts.empty()) write_array(writer, "outputContexts", pieces.contexts);
    writer.end_object();
    return writer.take();
}

// Leaves out pieces, the least missed first, until `excess` bytes are gone or nothing is left to leave out.
void shrink(Pieces& pieces, std::size_t excess) {
    std::size_t gone = 0;
    for (auto* list : {&pieces.shops, &pieces.facilities, &pieces.events, &pieces.messages, &pieces.suggestions,
                       &pieces.places, &pieces.texts, &pieces.contexts})
        while (gone < excess && !list->empty()) {
            gone += list->back().size() + (list->size() > 1 ? 1 : 0);  // and the comma before it
            list->pop_back();
        }
}

}  // namespace

Result<WebhookCall> read_webhook_request(std::string_view body) {
    const auto document = json::Document::parse(body);
    if (!document) return Error{ErrorKind::invalid, "webhook.invalid", "the body is not valid JSON"};
    const auto request = document->root();
    std::vector<FieldProblem> problems;
    const auto id = request.string("responseId").value_or("");
    if (id.empty() || id.size() > kLongestName) problems.push_back({"/responseId", "must be a non-empty string"});
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
    auto pieces = pieces_of(document->root(), session);
    auto response = render(pieces);
    if (response.size() > kMostWebhookResponseBytes) {
        shrink(pieces, response.size() - kMostWebhookResponseBytes);
        response = render(pieces);
    }
    return response;
}

std::string webhook_text_response(std::string_view text) {
    Pieces pieces;
    pieces.texts.push_back(text_message(text));
    json::Writer writer;
    writer.begin_object();
    write_array(writer, "fulfillmentMessages", pieces.texts);
    writer.member("source", kSource);
    writer.end_object();
    return writer.take();
}

}  // namespace hub::dialogflow
