#include "connectors/dialogflow/design/design_wire.hpp"

#include <algorithm>

#include "connectors/dialogflow/session_path.hpp"
#include "connectors/support/base64.hpp"
#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::dialogflow::design {
namespace {

constexpr json::Limits kLimits{64, 64U * 1024 * 1024};

Error bad_answer(ErrorKind kind) { return {kind, "dialogflow.bad_answer", "Dialogflow answered something unreadable"}; }

// google.rpc.Code, as far as it says what may be done.
ErrorKind kind_of(std::int64_t code) {
    switch (code) {
        case 3: return ErrorKind::invalid;    // INVALID_ARGUMENT
        case 5: return ErrorKind::not_found;  // NOT_FOUND
        case 6:
        case 9:
        case 10: return ErrorKind::conflict;  // ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED
        case 7: return ErrorKind::forbidden;  // PERMISSION_DENIED
        case 8: return ErrorKind::throttled;  // RESOURCE_EXHAUSTED
        case 4:
        case 13:
        case 14: return ErrorKind::transient;  // DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE
        default: return ErrorKind::permanent;
    }
}

bool is_resource_name(std::string_view name) {
    return name.starts_with("projects/") && name.size() < 512 && name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [](char character) {
               return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                      (character >= '0' && character <= '9') ||
                      std::string_view("/-_.:").find(character) != std::string_view::npos;
           });
}

EntityEntry read_entry(const json::Value& entity) {
    EntityEntry entry{std::string(entity.string("value").value_or("")), {}};
    const auto synonyms = entity.find("synonyms");
    for (const auto& synonym : synonyms ? synonyms->elements() : std::vector<json::Value>{})
        entry.synonyms.emplace_back(synonym.as_string().value_or(""));
    return entry;
}

std::optional<EntityType> entity_type_of(const json::Value& value) {
    const auto name = value.string("name").value_or("");
    if (!is_resource_name(name)) return std::nullopt;
    EntityType type{std::string(name), std::string(value.string("displayName").value_or("")), {}};
    const auto entities = value.find("entities");
    for (const auto& entity : entities ? entities->elements() : std::vector<json::Value>{})
        type.entries.push_back(read_entry(entity));
    return type;
}

}  // namespace

std::string agent_url(const DialogflowSettings& settings, std::string_view method) {
    auto url = base_url(settings) + "/v2/projects/" + percent_encode(settings.project_id);
    if (!settings.location.empty() && settings.location != "global")
        url += "/locations/" + percent_encode(settings.location);
    return url + "/agent" + std::string(method);
}

std::string resource_url(const DialogflowSettings& settings, std::string_view name, std::string_view method) {
    return base_url(settings) + "/v2/" + std::string(name) + std::string(method);
}

std::string archive_body(std::string_view zip) {
    json::Writer writer;
    writer.begin_object();
    writer.member("agentContent", http::base64_encode(zip));
    writer.end_object();
    return writer.take();
}

Result<Operation> read_operation(std::string_view body) {
    const auto document = json::Document::parse(body, kLimits);
    const auto name = document ? document->root().string("name").value_or("") : std::string_view();
    if (!is_resource_name(name)) return bad_answer(ErrorKind::unknown_outcome);
    const auto root = document->root();
    if (const auto error = root.find("error"); error && error->is_object())
        return Error{kind_of(error->integer("code").value_or(2)), "dialogflow.operation_failed",
                     "Dialogflow could not do it: " + std::string(error->string("message").value_or("(no reason)"))};
    const auto response = root.find("response");
    return Operation{std::string(name), root.boolean("done").value_or(false),
                     response && response->is_object() ? response->to_json() : std::string("{}")};
}

Result<std::string> archive_in(const Operation& operation) {
    const auto document = json::Document::parse(operation.response, kLimits);
    const auto content = document ? document->root().string("agentContent").value_or("") : std::string_view();
    auto zip = http::base64_decode(content);
    if (!zip || zip->empty()) return bad_answer(ErrorKind::permanent);
    return *std::move(zip);
}

Result<EntityTypePage> read_entity_types(std::string_view body) {
    const auto document = json::Document::parse(body, kLimits);
    if (!document || !document->root().is_object()) return bad_answer(ErrorKind::transient);
    EntityTypePage page;
    page.next_page = document->root().string("nextPageToken").value_or("");
    const auto types = document->root().find("entityTypes");
    for (const auto& value : types ? types->elements() : std::vector<json::Value>{})
        if (auto type = entity_type_of(value)) page.types.push_back(*std::move(type));
    return page;
}

Result<EntityType> read_entity_type(std::string_view body) {
    const auto document = json::Document::parse(body, kLimits);
    auto type = document ? entity_type_of(document->root()) : std::nullopt;
    if (!type) return bad_answer(ErrorKind::unknown_outcome);
    return *std::move(type);
}

std::string entity_type_body(std::string_view display_name) {
    json::Writer writer;
    writer.begin_object();
    writer.member("displayName", display_name);
    writer.member("kind", "KIND_MAP");
    writer.end_object();
    return writer.take();
}

std::string update_body(const std::vector<EntityEntry>& entries, std::string_view language) {
    json::Writer writer;
    writer.begin_object();
    writer.key("entities");
    writer.begin_array();
    for (const auto& entry : entries) {
        writer.begin_object();
        writer.member("value", entry.value);
        writer.key("synonyms");
        writer.begin_array();
        for (const auto& synonym : entry.synonyms) writer.value(synonym);
        writer.end_array();
        writer.end_object();
    }
    writer.end_array();
    writer.member("languageCode", language);
    writer.end_object();
    return writer.take();
}

std::string delete_body(const std::vector<std::string>& values, std::string_view language) {
    json::Writer writer;
    writer.begin_object();
    writer.key("entityValues");
    writer.begin_array();
    for (const auto& value : values) writer.value(value);
    writer.end_array();
    writer.member("languageCode", language);
    writer.end_object();
    return writer.take();
}

}  // namespace hub::dialogflow::design
