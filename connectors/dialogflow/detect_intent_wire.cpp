#include "connectors/dialogflow/detect_intent_wire.hpp"

#include <algorithm>
#include <cmath>

#include "connectors/dialogflow/message_wire.hpp"
#include "connectors/dialogflow/session_path.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/http.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::size_t kLongestSession = 36;
constexpr std::size_t kLongestToken = 4096;
constexpr std::int64_t kLongestLifespan = 100;

// Reads the members of agent.query and collects what is wrong with them.
class Question {
public:
    Question(const json::Value& data, const DialogflowSettings& settings) : data_(data), settings_(settings) {
        read_session();
        read_text();
        language_ = data.string("language").value_or(settings.language);
        if (language_.empty() || language_.size() > 20) wrong("/language", "must be a language code such as ja");
        check_position();
        check_contexts();
        if (token().size() > kLongestToken || token().find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            wrong("/webhook_token", "must fit into a header");
    }

    const std::vector<FieldProblem>& problems() const { return problems_; }
    std::string body() const;
    const std::string& session() const { return session_; }

private:
    void wrong(std::string field, std::string problem) { problems_.push_back({std::move(field), std::move(problem)}); }

    void read_session() {
        session_ = data_.string("session").value_or("");
        const bool is_plain = std::all_of(session_.begin(), session_.end(), [](char character) {
            return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                   (character >= '0' && character <= '9') || character == '-' || character == '_';
        });
        if (session_.empty() || session_.size() > kLongestSession || !is_plain)
            wrong("/session", "must be 1 to 36 letters, digits and hyphens");
    }

    void read_text() {
        text_ = data_.string("text").value_or("");
        const auto length = catalog::count_code_points(text_);
        if (length == 0) wrong("/text", "must not be empty");
        if (length > kLongestText) wrong("/text", "must have at most 256 characters");
    }

    void check_position() {
        const auto position = data_.find("position");
        if (!position || position->is_null()) return;
        const auto lat = position->number("lat");
        const auto lng = position->number("lng");
        if (!lat || !lng || std::abs(*lat) > 90 || std::abs(*lng) > 180)
            wrong("/position", "must have lat within 90 and lng within 180 degrees");
        else has_position_ = true;
    }

    void check_contexts() {
        const auto contexts = data_.find("contexts");
        if (!contexts) return;
        std::size_t index = 0;
        for (const auto& context : contexts->elements()) {
            const auto field = "/contexts/" + std::to_string(index++);
            if (!is_context_id(context.string("name").value_or(""))) wrong(field + "/name", "must be a context's id");
            const auto parameters = context.find("parameters");
            if (parameters && !parameters->is_object()) wrong(field + "/parameters", "must be an object");
        }
    }

    std::string_view token() const { return data_.string("webhook_token").value_or(""); }
    void write_contexts(json::Writer& writer) const;
    void write_parameters(json::Writer& writer) const;

    const json::Value data_;
    const DialogflowSettings& settings_;
    std::string session_;
    std::string text_;
    std::string language_;
    bool has_position_ = false;
    std::vector<FieldProblem> problems_;
};

void Question::write_contexts(json::Writer& writer) const {
    writer.key("contexts");
    writer.begin_array();
    const auto contexts = data_.find("contexts");
    for (const auto& context : contexts ? contexts->elements() : std::vector<json::Value>{}) {
        const auto lifespan = std::min(context.integer("lifespan").value_or(0), kLongestLifespan);
        const auto id = *context.string("name");
        if (lifespan <= 0 || is_reserved_context(id)) continue;
        writer.begin_object();
        writer.member("name", context_name(session_path(settings_, session_), id));
        writer.member("lifespanCount", lifespan);
        const auto parameters = context.find("parameters");
        writer.key("parameters");
        writer.raw(parameters ? parameters->to_json() : "{}");
        writer.end_object();
    }
    writer.end_array();
}

void Question::write_parameters(json::Writer& writer) const {
    writer.key("queryParams");
    writer.begin_object();
    writer.member("timeZone", settings_.time_zone);
    writer.member("resetContexts", true);
    write_contexts(writer);
    // A position in geoLocation would not reach the webhook; the payload does.
    writer.key("payload");
    writer.begin_object();
    writer.member("channel", "web");
    if (has_position_) {
        const auto position = *data_.find("position");
        writer.key("position");
        writer.begin_object();
        writer.member("lat", *position.number("lat"));
        writer.member("lng", *position.number("lng"));
        writer.end_object();
    }
    writer.end_object();
    if (!token().empty() && !settings_.webhook_header_name.empty()) {
        writer.key("webhookHeaders");
        writer.begin_object();
        writer.member(settings_.webhook_header_name, token());
        writer.end_object();
    }
    writer.end_object();
}

std::string Question::body() const {
    json::Writer writer;
    writer.begin_object();
    writer.key("queryInput");
    writer.begin_object();
    writer.key("text");
    writer.begin_object();
    writer.member("text", text_);
    writer.member("languageCode", language_);
    writer.end_object();
    writer.end_object();
    write_parameters(writer);
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
    const Question question(data, settings);
    if (!question.problems().empty())
        return Error{ErrorKind::invalid,
                     "agent_query.invalid",
                     "the question to the agent is not valid",
                     {},
                     question.problems()};
    return DetectIntentCall{session_url(settings, question.session(), ":detectIntent"), question.body()};
}

Result<std::string> from_detect_intent(std::string_view body) {
    const auto document = json::Document::parse(body, {.depth = 64, .bytes = 2 * 1024 * 1024});
    const auto result = document ? document->root().find("queryResult") : std::nullopt;
    if (!result || !result->is_object())
        return Error{ErrorKind::unknown_outcome, "dialogflow.bad_answer", "the answer is not one of detectIntent"};
    // Any number other than 0 is a failure: also codes that google.rpc.Code does not know have been seen.
    const auto status = document->root().at_pointer("/webhookStatus/code");
    const auto code = status ? status->as_integer().value_or(-1) : 0;
    if (code != 0)
        return Error{ErrorKind::transient, "dialogflow.webhook_failed",
                     "Dialogflow could not use our webhook's answer (webhookStatus code " + std::to_string(code) + ")"};
    return reply_of(*result);
}

}  // namespace hub::dialogflow
