#include "portal/api/operation_reader.hpp"

#include <algorithm>
#include <set>

#include "portal/api/security_reader.hpp"
#include "portal/server/request_target.hpp"

namespace hub::portal {
namespace {

constexpr std::string_view kResponses = "#/components/responses/";
constexpr std::string_view kHeaders = "#/components/headers/";

bool is_scalar(const Schema& schema) { return schema.type != SchemaType::array && schema.type != SchemaType::object; }

std::string upper(std::string_view text) {
    std::string result(text);
    for (auto& character : result)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 32);
    return result;
}

}  // namespace

Operation OperationReader::read(const json::Value& value, const std::string& pointer, std::string_view path,
                                std::string_view method) {
    problems_.refuse_unknown(
        value, pointer,
        {"operationId", "tags", "summary", "description", "deprecated", "parameters", "requestBody", "responses",
         "x-message-type", "x-answered-by", "x-time-limit-ms", "x-rate-limit", "x-idempotency-key", "x-secret-answer",
         "x-session", "x-roles", "x-attachment", "security"});
    Operation operation;
    operation.id = value.string("operationId").value_or("");
    operation.method = upper(method);
    operation.path = path;
    operation.summary = value.string("summary").value_or("");
    operation.description = value.string("description").value_or("");
    operation.deprecated = value.boolean("deprecated").value_or(false);
    if (operation.id.empty()) problems_.add(below(pointer, "operationId"), "is missing");
    if (operation.summary.empty()) problems_.add(below(pointer, "summary"), "is missing");
    const auto tags = value.find("tags");
    if (tags && tags->size() == 1) operation.tag = tags->elements().front().as_string().value_or("");
    else problems_.add(below(pointer, "tags"), "must hold one tag");
    read_extensions(value, pointer, operation);
    const auto parameters = value.find("parameters");
    const auto list = below(pointer, "parameters");
    for (const auto& parameter : parameters ? parameters->elements() : std::vector<json::Value>{})
        operation.parameters.push_back(
            read_parameter(parameter, below(list, std::to_string(operation.parameters.size()))));
    if (const auto body = value.find("requestBody")) operation.body = read_body(*body, below(pointer, "requestBody"));
    read_responses(value, pointer, operation);
    check_path(operation, pointer);
    check_data_names(operation, pointer);
    return operation;
}

void OperationReader::read_extensions(const json::Value& value, const std::string& pointer, Operation& operation) {
    operation.message_type = value.string("x-message-type").value_or("");
    operation.answered_by = value.string("x-answered-by").value_or("");
    if (operation.message_type.empty() == operation.answered_by.empty())
        problems_.add(pointer, "needs either x-message-type or x-answered-by");
    const auto roles = value.find("x-roles");
    for (const auto& role : roles ? roles->elements() : std::vector<json::Value>{})
        operation.roles.emplace_back(role.as_string().value_or(""));
    if (value.find("x-attachment")) {
        operation.attachment = value.string("x-attachment").value_or("");
        if (operation.attachment.empty() ||
            operation.attachment.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") != std::string::npos)
            problems_.add(below(pointer, "x-attachment"),
                          "must be a file name of small letters, digits, \"_\", \"-\", \".\"");
    }
    read_key_use(value, pointer, operation);
    read_session_use(value, pointer, operation);
    SecurityReader(root_, problems_).check_requirements(value, pointer);
    if (const auto limit = value.find("x-time-limit-ms")) {
        const auto milliseconds = limit->as_integer().value_or(0);
        operation.time_limit = std::chrono::milliseconds(milliseconds);
        if (milliseconds < 100 || milliseconds > 60'000)
            problems_.add(below(pointer, "x-time-limit-ms"), "must be from 100 to 60000");
    }
    if (const auto limit = value.find("x-rate-limit")) {
        const auto place = below(pointer, "x-rate-limit");
        problems_.refuse_unknown(*limit, place, {"per_minute", "burst"});
        operation.rate_limit = RateLimit{limit->number("per_minute").value_or(0), limit->number("burst").value_or(0)};
        if (operation.rate_limit->per_minute <= 0 || operation.rate_limit->burst < 1)
            problems_.add(place, "needs per_minute above 0 and burst of at least 1");
    }
}

// What changes data may be repeated by callers that heard no answer; so nobody may forget to think of it.
void OperationReader::read_key_use(const json::Value& value, const std::string& pointer, Operation& operation) {
    const auto place = below(pointer, "x-idempotency-key");
    const auto use = value.find("x-idempotency-key");
    const bool may_change = operation.method != "GET" && !operation.message_type.empty();
    if (use.has_value() != may_change)
        problems_.add(place, may_change ? "is missing: required, optional, or unneeded where nothing is changed"
                                        : "is for what changes data and the router answers");
    const auto text = use ? use->as_string().value_or("") : "unneeded";
    if (text == "required") operation.key_use = KeyUse::required;
    else if (text == "optional") operation.key_use = KeyUse::optional;
    else if (text != "unneeded") problems_.add(place, "must be required, optional or unneeded");
    operation.answer_is_secret = value.boolean("x-secret-answer").value_or(false);
    if (operation.answer_is_secret && operation.key_use == KeyUse::unneeded)
        problems_.add(below(pointer, "x-secret-answer"), "is for operations with an Idempotency-Key");
}

void OperationReader::read_session_use(const json::Value& value, const std::string& pointer, Operation& operation) {
    const auto use = value.find("x-session");
    if (!use) return;
    const auto text = use->as_string().value_or("");
    const auto place = below(pointer, "x-session");
    if (text == "source") operation.session_use = SessionUse::source;
    else if (text == "begins") operation.session_use = SessionUse::begins;
    else if (text == "needed") operation.session_use = SessionUse::needed;
    else if (text == "ends") operation.session_use = SessionUse::ends;
    else problems_.add(place, "must be source, begins, needed or ends");
    if (operation.key_use != KeyUse::unneeded && operation.session_use != SessionUse::needed)
        problems_.add(place, "must be needed where an Idempotency-Key is taken: it is one of an account");
}

Parameter OperationReader::read_parameter(const json::Value& value, const std::string& pointer) {
    problems_.refuse_unknown(value, pointer,
                             {"name", "in", "required", "description", "example", "schema", "x-data-name"});
    Parameter parameter;
    parameter.name = value.string("name").value_or("");
    parameter.data_name = value.string("x-data-name").value_or(parameter.name);
    parameter.description = value.string("description").value_or("");
    parameter.required = value.boolean("required").value_or(false);
    if (const auto example = value.find("example")) parameter.example_json = example->to_json();
    const auto place = value.string("in").value_or("");
    if (place == "path") parameter.place = ParameterPlace::path;
    else if (place != "query") problems_.add(below(pointer, "in"), "must be path or query");
    if (parameter.name.empty()) problems_.add(below(pointer, "name"), "is missing");
    const auto schema = value.find("schema");
    if (schema) parameter.schema = schemas_.read(*schema, below(pointer, "schema"));
    else problems_.add(below(pointer, "schema"), "is missing");
    if (parameter.schema) check_parameter(parameter, pointer);
    return parameter;
}

void OperationReader::check_parameter(const Parameter& parameter, const std::string& pointer) {
    const auto& schema = *parameter.schema;
    const bool list = schema.type == SchemaType::array && schema.items && is_scalar(*schema.items) &&
                      parameter.place == ParameterPlace::query;
    if (!list && !is_scalar(schema))
        problems_.add(below(pointer, "schema"), "must be a scalar, or in a query an array of scalars");
    if (schema.nullable) problems_.add(below(pointer, "schema"), "a parameter cannot be null");
    if (parameter.place == ParameterPlace::path && !parameter.required)
        problems_.add(below(pointer, "required"), "must be true for a path parameter");
}

void OperationReader::check_path(const Operation& operation, const std::string& pointer) {
    std::set<std::string> in_path;
    for (const auto& segment : path_segments(operation.path))
        if (segment.starts_with('{') && segment.ends_with('}')) in_path.insert(segment.substr(1, segment.size() - 2));
    for (const auto& parameter : operation.parameters)
        if (parameter.place == ParameterPlace::path && in_path.erase(parameter.name) == 0)
            problems_.add(pointer, "the path has no {" + parameter.name + "}");
    for (const auto& name : in_path) problems_.add(pointer, "the path parameter " + name + " is not described");
}

void OperationReader::check_data_names(const Operation& operation, const std::string& pointer) {
    std::set<std::string> names;
    for (const auto& parameter : operation.parameters)
        if (!names.insert(parameter.data_name).second)
            problems_.add(pointer, "two parameters become \"" + parameter.data_name + "\" of the message");
    if (!operation.body || !operation.body->schema) return;
    if (operation.method == "GET") problems_.add(pointer, "GET has no body");
    for (const auto& property : operation.body->schema->properties)
        if (names.contains(property.name))
            problems_.add(pointer, "a parameter and the body both become \"" + property.name + "\" of the message");
}

RequestBody OperationReader::read_body(const json::Value& value, const std::string& pointer) {
    problems_.refuse_unknown(value, pointer, {"required", "description", "content", "x-max-bytes"});
    RequestBody body;
    body.required = value.boolean("required").value_or(false);
    body.most_bytes = static_cast<std::size_t>(std::max<std::int64_t>(0, value.integer("x-max-bytes").value_or(65536)));
    std::string media_type;
    const auto content = value.find("content");
    if (content) body.schema = read_content(*content, below(pointer, "content"), media_type);
    else problems_.add(below(pointer, "content"), "is missing");
    if (media_type != "application/json") problems_.add(below(pointer, "content"), "must be application/json");
    if (!body.schema) body.schema = std::make_shared<Schema>();
    if (body.schema->type != SchemaType::object)
        problems_.add(below(pointer, "content"), "must be an object: its members become those of the message");
    return body;
}

void OperationReader::read_responses(const json::Value& value, const std::string& pointer, Operation& operation) {
    const auto place = below(pointer, "responses");
    const auto responses = value.find("responses");
    int successes = 0;
    for (const auto& [status, response] :
         responses ? responses->members() : std::vector<std::pair<std::string_view, json::Value>>{}) {
        operation.responses.push_back(read_response(response, below(place, status), status));
        if (status.size() != 3 || status.front() != '2') continue;
        operation.success_status = std::stoi(std::string(status));
        ++successes;
    }
    if (successes != 1) problems_.add(place, "must hold exactly one 2xx status");
}

ApiResponse OperationReader::read_response(const json::Value& value, const std::string& pointer,
                                           std::string_view status) {
    const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
    if (status != "default" && (status.size() != 3 || !std::all_of(status.begin(), status.end(), is_digit)))
        problems_.add(pointer, "is no status");
    if (value.find("$ref")) {
        const auto target = referred(value, pointer, kResponses);
        return target ? read_response(*target, std::string(value.string("$ref")->substr(1)), status) : ApiResponse{};
    }
    problems_.refuse_unknown(value, pointer, {"description", "headers", "content"});
    ApiResponse response;
    response.status = status;
    response.description = value.string("description").value_or("");
    if (response.description.empty()) problems_.add(below(pointer, "description"), "is missing");
    if (const auto content = value.find("content"))
        response.schema = read_content(*content, below(pointer, "content"), response.media_type);
    const auto headers = value.find("headers");
    for (const auto& [name, header] :
         headers ? headers->members() : std::vector<std::pair<std::string_view, json::Value>>{})
        response.headers.push_back(read_header(header, below(below(pointer, "headers"), name), name));
    return response;
}

ResponseHeader OperationReader::read_header(const json::Value& value, const std::string& pointer,
                                            std::string_view name) {
    if (value.find("$ref")) {
        const auto target = referred(value, pointer, kHeaders);
        return target ? read_header(*target, std::string(value.string("$ref")->substr(1)), name) : ResponseHeader{};
    }
    problems_.refuse_unknown(value, pointer, {"description", "schema", "example"});
    ResponseHeader header;
    header.name = name;
    header.description = value.string("description").value_or("");
    if (header.description.empty()) problems_.add(below(pointer, "description"), "is missing");
    const auto schema = value.find("schema");
    if (schema) header.schema = schemas_.read(*schema, below(pointer, "schema"));
    else problems_.add(below(pointer, "schema"), "is missing");
    return header;
}

std::optional<json::Value> OperationReader::referred(const json::Value& value, const std::string& pointer,
                                                     std::string_view among) {
    const auto reference = value.string("$ref").value_or("");
    const auto target = reference.starts_with(among) ? root_.at_pointer(reference.substr(1)) : std::nullopt;
    if (target && !target->find("$ref") && value.size() == 1) return target;
    problems_.add(below(pointer, "$ref"), "must stand alone and name one of " + std::string(among));
    return std::nullopt;
}

SchemaPointer OperationReader::read_content(const json::Value& content, const std::string& pointer,
                                            std::string& media_type) {
    const auto members = content.members();
    if (members.size() != 1) {
        problems_.add(pointer, "must hold one media type");
        return nullptr;
    }
    const auto& [type, media] = members.front();
    media_type = type;
    problems_.refuse_unknown(media, below(pointer, type), {"schema", "example"});
    const auto schema = media.find("schema");
    if (schema) return schemas_.read(*schema, below(below(pointer, type), "schema"));
    problems_.add(below(below(pointer, type), "schema"), "is missing");
    return nullptr;
}

}  // namespace hub::portal
