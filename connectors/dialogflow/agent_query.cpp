#include "connectors/dialogflow/agent_query.hpp"

#include <algorithm>
#include <cmath>

#include "connectors/dialogflow/session_path.hpp"
#include "handlers/catalog/folding.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::size_t kLongestSession = 36;
constexpr std::size_t kLongestToken = 4096;
constexpr std::size_t kLongestLanguage = 20;

// Reads the members one by one and collects what is wrong with them.
class QueryReader {
public:
    QueryReader(const json::Value& data, const std::string& default_language) : data_(data) {
        read_session();
        read_text();
        query.language = data_.string("language").value_or(default_language);
        if (query.language.empty() || query.language.size() > kLongestLanguage)
            wrong("/language", "must be a language code such as ja");
        read_position();
        read_contexts();
        query.webhook_token = data_.string("webhook_token").value_or("");
        if (query.webhook_token.size() > kLongestToken ||
            query.webhook_token.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            wrong("/webhook_token", "must fit into a header");
    }

    AgentQuery query{};
    std::vector<FieldProblem> problems{};

private:
    void wrong(std::string field, std::string problem) { problems.push_back({std::move(field), std::move(problem)}); }

    void read_session() {
        query.session = data_.string("session").value_or("");
        const bool is_plain = std::all_of(query.session.begin(), query.session.end(), [](char character) {
            return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                   (character >= '0' && character <= '9') || character == '-' || character == '_';
        });
        if (query.session.empty() || query.session.size() > kLongestSession || !is_plain)
            wrong("/session", "must be 1 to 36 letters, digits and hyphens");
    }

    void read_text() {
        query.text = data_.string("text").value_or("");
        const auto length = catalog::count_code_points(query.text);
        if (length == 0) wrong("/text", "must not be empty");
        if (length > kLongestText) wrong("/text", "must have at most 256 characters");
    }

    void read_position() {
        const auto position = data_.find("position");
        if (!position || position->is_null()) return;
        const auto lat = position->number("lat");
        const auto lng = position->number("lng");
        if (!lat || !lng || std::abs(*lat) > 90 || std::abs(*lng) > 180)
            wrong("/position", "must have lat within 90 and lng within 180 degrees");
        else query.position = AgentQuery::Position{*lat, *lng};
    }

    void read_contexts() {
        const auto contexts = data_.find("contexts");
        if (!contexts) return;
        std::size_t index = 0;
        for (const auto& context : contexts->elements()) {
            const auto field = "/contexts/" + std::to_string(index++);
            const auto name = context.string("name").value_or("");
            if (!is_context_id(name)) wrong(field + "/name", "must be a context's id");
            const auto parameters = context.find("parameters");
            if (parameters && !parameters->is_object()) wrong(field + "/parameters", "must be an object");
            const auto lifespan =
                std::min<std::int64_t>(context.integer("lifespan").value_or(0), chat::kLongestLifespan);
            if (lifespan > 0 && !is_reserved_context(name))
                query.contexts.push_back(
                    {std::string(name), static_cast<int>(lifespan), parameters ? parameters->to_json() : "{}"});
        }
    }

    const json::Value data_;
};

}  // namespace

Result<AgentQuery> read_agent_query(const json::Value& data, const std::string& default_language) {
    QueryReader reader(data, default_language);
    if (!reader.problems.empty())
        return Error{ErrorKind::invalid,
                     "agent_query.invalid",
                     "the question to the agent is not valid",
                     {},
                     std::move(reader.problems)};
    return std::move(reader.query);
}

void write_query_parameters(json::Writer& writer, const AgentQuery& query, const std::string& header_name) {
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
    if (query.webhook_token.empty() || header_name.empty()) return;
    writer.key("webhookHeaders");
    writer.begin_object();
    writer.member(header_name, query.webhook_token);
    writer.end_object();
}

}  // namespace hub::dialogflow
