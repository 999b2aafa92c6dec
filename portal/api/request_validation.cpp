#include "portal/api/request_validation.hpp"

#include <algorithm>

#include "portal/api/schema_words.hpp"
#include "portal/api/value_check.hpp"
#include "router/core/json_fault.hpp"

namespace hub::portal {
namespace {

constexpr std::size_t kBodyDepth = 32;

using Problems = std::vector<FieldProblem>;

void write_scalar(json::Writer& writer, const Schema& schema, std::string_view text) {
    if (schema.type == SchemaType::string) writer.value(text);
    else writer.raw(text);  // checked: what fits is valid JSON
}

std::string in(Language language, const char* english, const char* japanese) {
    return language == Language::english ? english : japanese;
}

void read_scalar(const Parameter& parameter, std::string_view text, Language language, json::Writer& writer,
                 Problems& problems) {
    auto problem = check_text(*parameter.schema, text, language);
    writer.key(parameter.data_name);
    if (problem.empty()) return write_scalar(writer, *parameter.schema, text);
    // For whoever checks the rest: it was given, but is wrong.
    writer.value(text);
    problems.push_back({parameter.name, std::move(problem)});
}

void read_list(const Parameter& parameter, const std::vector<std::string_view>& texts, Language language,
               json::Writer& writer, Problems& problems) {
    const auto& schema = *parameter.schema;
    if ((schema.max_items && texts.size() > *schema.max_items) ||
        (schema.min_items && texts.size() < *schema.min_items))
        return problems.push_back({parameter.name, wanted_words(schema, language)});
    for (const auto text : texts)
        if (auto problem = check_text(*schema.items, text, language); !problem.empty())
            return problems.push_back({parameter.name, std::move(problem)});
    writer.key(parameter.data_name);
    writer.begin_array();
    for (const auto text : texts) write_scalar(writer, *schema.items, text);
    writer.end_array();
}

void read_parameter(const Parameter& parameter, const HttpParameters& given, Language language, json::Writer& writer,
                    Problems& problems) {
    std::vector<std::string_view> texts;
    for (const auto& [name, value] : given)
        if (name == parameter.name) texts.push_back(value);
    if (texts.empty()) {
        if (parameter.required) return problems.push_back({parameter.name, missing(language)});
        if (parameter.schema->default_json.empty()) return;
        writer.key(parameter.data_name);
        return writer.raw(parameter.schema->default_json);
    }
    if (parameter.schema->type == SchemaType::array) return read_list(parameter, texts, language, writer, problems);
    if (texts.size() > 1)
        return problems.push_back({parameter.name, in(language, "may be given once", "一度だけ指定してください。")});
    read_scalar(parameter, texts.front(), language, writer, problems);
}

void refuse_unknown(const Operation& operation, const HttpParameters& query, Problems& problems) {
    for (const auto& [name, value] : query) {
        const auto known = [&](const Parameter& parameter) {
            return parameter.place == ParameterPlace::query && parameter.name == name;
        };
        if (std::any_of(operation.parameters.begin(), operation.parameters.end(), known)) continue;
        std::vector<std::string> names;
        for (const auto& parameter : operation.parameters)
            if (parameter.place == ParameterPlace::query) names.push_back(parameter.name);
        if (problems.size() < kMostProblems) problems.push_back({name, unknown_name(name, names, operation.language)});
    }
}

Error refusal(Language language, Problems problems) {
    Error error{ErrorKind::invalid, "request.invalid",
                in(language, "the request is not given like that", "指定された内容に誤りがあります。")};
    error.fields = std::move(problems);
    return error;
}

bool is_known(const Schema& schema, std::string_view name) {
    return std::any_of(schema.properties.begin(), schema.properties.end(),
                       [&](const Property& property) { return property.name == name; });
}

std::string sentence_of(const json::Fault& fault) {
    const auto byte = "（先頭から " + std::to_string(fault.offset) + " バイトの位置）。";
    switch (fault.kind) {
        case json::FaultKind::too_large: return "本文が長すぎます。";
        case json::FaultKind::too_deep:
            return "入れ子が深すぎます。" + std::to_string(kBodyDepth) + " 段までにしてください。";
        case json::FaultKind::encoding: return "UTF-8 として読み取れないバイトがあります" + byte;
        case json::FaultKind::surrogate: return "対になっていないサロゲート（\\uD800 から \\uDFFF）があります" + byte;
        case json::FaultKind::number: return "数が大きすぎて読み取れません。";
        case json::FaultKind::repeated_name: return "同じ名前の項目が二度あります。一度だけ指定してください。";
        case json::FaultKind::grammar: break;
    }
    return "ここから先を JSON として読み取れません" + byte;
}

// A body that is no JSON, with the field that it stops being some in.
Error unreadable_body(const std::string& text, json::Limits limits, Language language) {
    const auto fault = json::find_fault(text, limits).value_or(json::Fault{});
    return {ErrorKind::invalid,
            "request.body",
            in(language, "the body is no JSON text", "本文を JSON として読み取れませんでした。"),
            std::nullopt,
            {{fault.pointer, language == Language::english ? fault.detail : sentence_of(fault)}}};
}

// The body's members behind the parameters already written.
Result<void> read_body(const Operation& operation, const std::string& text, json::Writer& writer, Problems& problems) {
    const auto language = operation.language;
    if (text.empty()) {
        if (operation.body && operation.body->required)
            problems.push_back({"", in(language, "a body is required", "本文が必要です。")});
        return Result<void>::success();
    }
    if (!operation.body) {
        problems.push_back({"", in(language, "no body is taken", "本文は送れません。")});
        return Result<void>::success();
    }
    const json::Limits limits{kBodyDepth, operation.body->most_bytes};
    const auto document = json::Document::parse(text, limits);
    if (!document) return unreadable_body(text, limits, language);
    check_value(*operation.body->schema, document->root(), "", problems, language);
    for (const auto& [name, value] : document->root().members()) {
        if (!problems.empty() && !is_known(*operation.body->schema, name)) continue;
        writer.key(name);
        writer.raw(value.to_json());
    }
    return Result<void>::success();
}

// Whether one JSON pointer names the same as the other, something in it or something around it.
bool overlap(std::string_view one, std::string_view other) {
    const auto& shorter = one.size() < other.size() ? one : other;
    const auto& longer = one.size() < other.size() ? other : one;
    return longer.starts_with(shorter) && (longer.size() == shorter.size() || longer[shorter.size()] == '/');
}

// Whether what this pointer names is a parameter, or in one.
bool is_in(const Parameter& parameter, std::string_view pointer) {
    if (!pointer.starts_with('/')) return false;
    return pointer.substr(1, pointer.find('/', 1) - 1) == parameter.data_name;
}

// Where in the message's data a field of the request stands.
std::string data_pointer(const Operation& operation, const std::string& field) {
    for (const auto& parameter : operation.parameters)
        if (parameter.name == field) return "/" + parameter.data_name;
    return field;
}

// Beside what the contract says of a field, what its handler would say is of no use.
void add_form_problems(const FormCheck& check, const Operation& operation, std::string data, Problems& problems) {
    Message message;
    message.type = operation.message_type;
    message.data = std::make_shared<const std::string>(std::move(data));
    const auto named = problems.size();
    for (auto& found : check.wrong_fields(message)) {
        const auto is_named = [&](const FieldProblem& problem) {
            return overlap(data_pointer(operation, problem.field), found.field);
        };
        const auto end = problems.begin() + static_cast<std::ptrdiff_t>(named);
        if (problems.size() < kMostProblems && std::none_of(problems.begin(), end, is_named))
            problems.push_back(std::move(found));
    }
}

}  // namespace

Result<std::string> request_data(const Operation& operation, const HttpRequest& request, const FormCheck* form_check) {
    const auto query = parse_urlencoded(query_of(request.target));
    const auto language = operation.language;
    if (!query)
        return refusal(language, {{"", in(language, "what follows ? in the address is no UTF-8",
                                          "アドレスの ? より後ろを UTF-8 として読み取れませんでした。")}});
    Problems problems;
    json::Writer writer;
    writer.begin_object();
    for (const auto& parameter : operation.parameters) {
        const bool in_path = parameter.place == ParameterPlace::path;
        read_parameter(parameter, in_path ? request.path_parameters : *query, language, writer, problems);
    }
    refuse_unknown(operation, *query, problems);
    auto body = read_body(operation, request.body, writer, problems);
    if (!body) {
        auto unreadable = std::move(body).error();
        unreadable.fields.insert(unreadable.fields.begin(), problems.begin(), problems.end());
        return unreadable;
    }
    writer.end_object();
    auto data = writer.take();
    if (problems.empty()) return data;
    if (form_check) add_form_problems(*form_check, operation, std::move(data), problems);
    return refusal(language, named_as_asked(operation, std::move(problems)));
}

std::vector<FieldProblem> named_as_asked(const Operation& operation, std::vector<FieldProblem> problems) {
    for (auto& [field, problem] : problems)
        for (const auto& parameter : operation.parameters)
            if (is_in(parameter, field)) field = parameter.name;
    return problems;
}

}  // namespace hub::portal
