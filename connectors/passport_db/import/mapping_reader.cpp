#include <algorithm>

#include "connectors/passport_db/import/mapping.hpp"
#include "router/core/closest_name.hpp"
#include "router/core/json.hpp"
#include "router/core/json_pointer.hpp"

namespace hub::passport_db {
namespace {

// Reads one mapping and collects everything that is wrong with it.
class MappingReader {
public:
    Result<Mapping> read(json::Value root);

private:
    void problem(const std::string& pointer, std::string sentence) {
        problems_.push_back({pointer, std::move(sentence)});
    }
    void expect_members(json::Value object, const std::string& pointer, const std::vector<std::string>& known);
    std::string text(json::Value object, const std::string& pointer, const char* name, bool required = false);
    std::vector<json::Value> list(json::Value object, const std::string& pointer, const char* name);
    std::vector<std::string> texts(json::Value object, const std::string& pointer, const char* name);
    void read_cells(json::Value value, const std::string& pointer, ValueRule& rule);
    void read_pattern(json::Value value, const std::string& pointer, ValueRule& rule);
    std::vector<ValueRule> value_rules(json::Value root, const char* name);
    SkipRule skip_rule(json::Value value, const std::string& pointer);
    ValueRule value_rule(json::Value value, const std::string& pointer);
    Transform transform(json::Value value, const std::string& pointer);
    std::map<std::string, std::string> value_map(json::Value value, const std::string& pointer);
    BenefitRule benefit(json::Value value, const std::string& pointer);
    void read_head(json::Value root, Mapping& mapping);
    void read_form(json::Value root, Mapping& mapping);
    void read_fields(json::Value root, Mapping& mapping);
    void expect_days_and_position(const Mapping& mapping);
    void read_lists(json::Value root, Mapping& mapping);

    std::vector<FieldProblem> problems_;
};

bool is_source_name(const std::string& name) {
    return !name.empty() && name.size() <= 50 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void MappingReader::expect_members(json::Value object, const std::string& pointer,
                                   const std::vector<std::string>& known) {
    for (const auto& [name, value] : object.members())
        if (std::find(known.begin(), known.end(), name) == known.end())
            problem(pointer + "/" + json::pointer_token(name), "is not known here" + did_you_mean(name, known));
}

std::string MappingReader::text(json::Value object, const std::string& pointer, const char* name, bool required) {
    const auto member = object.find(name);
    if (!member && !required) return {};
    const auto value = member ? member->as_string() : std::nullopt;
    if (value && value->find('\0') != std::string_view::npos) problem(pointer + "/" + name, "must not hold a NUL");
    if (!value || (required && value->empty())) problem(pointer + "/" + name, "must be a text");
    return std::string(value.value_or(""));
}

std::vector<json::Value> MappingReader::list(json::Value object, const std::string& pointer, const char* name) {
    const auto member = object.find(name);
    if (member && !member->is_array()) problem(pointer + "/" + name, "must be a list");
    return member ? member->elements() : std::vector<json::Value>();
}

// A text, or a list of texts.
std::vector<std::string> MappingReader::texts(json::Value object, const std::string& pointer, const char* name) {
    const auto member = object.find(name);
    if (!member) return {};
    if (member->is_string()) return {std::string(*member->as_string())};
    std::vector<std::string> all;
    for (const auto& element : member->elements()) {
        if (!element.is_string()) break;
        all.emplace_back(*element.as_string());
    }
    if (all.empty() || all.size() != member->size()) problem(pointer + "/" + name, "must be a text or a list of texts");
    return all;
}

Transform MappingReader::transform(json::Value value, const std::string& pointer) {
    const auto name =
        value.is_object() ? text(value, pointer, "transform", true) : std::string(value.as_string().value_or(""));
    Transform transform;
    if (value.is_object()) {
        expect_members(value, pointer, {"transform", "area_code"});
        transform.area_code = text(value, pointer, "area_code");
    }
    const auto kind = transform_kind(name);
    if (!kind) problem(pointer, "\"" + name + "\" is not a transform" + did_you_mean(name, transform_names()));
    transform.kind = kind.value_or(TransformKind::nfkc);
    if (!transform.area_code.empty() && transform.kind != TransformKind::phone)
        problem(pointer + "/area_code", "only belongs to the transform \"phone\"");
    return transform;
}

std::map<std::string, std::string> MappingReader::value_map(json::Value value, const std::string& pointer) {
    std::map<std::string, std::string> map;
    if (!value.is_object() || value.members().empty()) problem(pointer, "must be an object with at least one member");
    for (const auto& [from, to] : value.members()) {
        if (!to.is_string() || to.as_string()->find('\0') != std::string_view::npos)
            problem(pointer + "/" + json::pointer_token(from), "must be a text without a NUL");
        map[std::string(from)] = to.as_string().value_or("");
    }
    return map;
}

void MappingReader::read_pattern(json::Value value, const std::string& pointer, ValueRule& rule) {
    rule.pattern = text(value, pointer, "pattern", true);
    for (std::size_t begin = 0; (begin = rule.pattern.find('{', begin)) != std::string::npos;) {
        const auto end = rule.pattern.find('}', begin);
        if (end == std::string::npos || end == begin + 1)
            return problem(pointer + "/pattern", "must have the name of a column between { and }");
        rule.columns.push_back(rule.pattern.substr(begin + 1, end - begin - 1));
        begin = end;
    }
    if (rule.columns.empty()) problem(pointer + "/pattern", "must have the name of a column between { and }");
}

// Where the value comes from.
void MappingReader::read_cells(json::Value value, const std::string& pointer, ValueRule& rule) {
    const auto given = static_cast<int>(value.find("column").has_value()) + value.find("columns").has_value() +
                       value.find("pattern").has_value() + value.find("constant").has_value();
    if (given != 1) problem(pointer, R"(needs exactly one of "column", "columns", "pattern", "constant")");
    if (value.find("column")) rule.columns.push_back(text(value, pointer, "column", true));
    const auto columns = list(value, pointer, "columns");
    if (value.find("columns") && columns.empty()) problem(pointer + "/columns", "must be a list of texts");
    for (const auto& column : columns) {
        if (!column.is_string()) problem(pointer + "/columns", "must be a list of texts");
        rule.columns.emplace_back(column.as_string().value_or(""));
    }
    if (value.find("pattern")) read_pattern(value, pointer, rule);
    if (value.find("join")) rule.join = text(value, pointer, "join");
    if (value.find("constant")) rule.constant = text(value, pointer, "constant");
}

ValueRule MappingReader::value_rule(json::Value value, const std::string& pointer) {
    ValueRule rule;
    if (!value.is_object()) {
        problem(pointer, R"(must be an object such as {"column": "..."} or {"constant": "..."})");
        return rule;
    }
    expect_members(value, pointer,
                   {"column", "columns", "join", "pattern", "constant", "transforms", "map", "prefix", "default",
                    "otherwise", "as_written"});
    read_cells(value, pointer, rule);
    const auto transforms = list(value, pointer, "transforms");
    for (std::size_t index = 0; index < transforms.size(); ++index)
        rule.transforms.push_back(transform(transforms[index], pointer + "/transforms/" + std::to_string(index)));
    if (const auto map = value.find("map")) rule.map = value_map(*map, pointer + "/map");
    if (const auto as_written = value.find("as_written")) {
        if (!as_written->as_boolean()) problem(pointer + "/as_written", "must be true or false");
        rule.as_written = as_written->as_boolean().value_or(false);
    }
    rule.prefix = text(value, pointer, "prefix");
    rule.default_value = text(value, pointer, "default");
    if (value.find("otherwise")) rule.otherwise = text(value, pointer, "otherwise");
    return rule;
}

BenefitRule MappingReader::benefit(json::Value value, const std::string& pointer) {
    BenefitRule rule;
    if (!value.is_object()) {
        problem(pointer, R"(must be an object with "code" and "title")");
        return rule;
    }
    expect_members(value, pointer, {"code", "title", "detail"});
    for (const auto* name : {"code", "title"})
        if (!value.find(name)) problem(pointer + "/" + name, "is missing");
    if (const auto code = value.find("code")) rule.code = value_rule(*code, pointer + "/code");
    if (const auto title = value.find("title")) rule.title = value_rule(*title, pointer + "/title");
    if (const auto detail = value.find("detail")) rule.detail = value_rule(*detail, pointer + "/detail");
    return rule;
}

void MappingReader::read_head(json::Value root, Mapping& mapping) {
    expect_members(root, "",
                   {"kind", "source", "encoding", "header", "sheet", "expand", "month", "partial", "skip", "fields",
                    "genres", "services", "benefits"});
    const auto kind = list_kind(text(root, "", "kind", true));
    if (!kind) problem("/kind", R"(must be "shops", "facilities", "events" or "places")");
    mapping.kind = kind.value_or(ListKind::shops);

    mapping.source = text(root, "", "source", true);
    if (!is_source_name(mapping.source))
        problem("/source", "must be 1 to 50 lower-case letters, digits and underscores");
    else if (mapping.source == "application" || mapping.source == "staff")
        problem("/source", "\"" + mapping.source + "\" is the mark of what did not come from a list");
}

void MappingReader::read_form(json::Value root, Mapping& mapping) {
    static const std::map<std::string, Encoding> encodings = {{"", Encoding::automatic},
                                                              {"auto", Encoding::automatic},
                                                              {"utf-8", Encoding::utf8},
                                                              {"cp932", Encoding::cp932},
                                                              {"euc-jp", Encoding::euc_jp}};
    const auto encoding = encodings.find(text(root, "", "encoding"));
    if (encoding == encodings.end()) problem("/encoding", R"(must be "auto", "utf-8", "cp932" or "euc-jp")");
    else mapping.form.encoding = encoding->second;
    if (root.find("header")) mapping.form.header = texts(root, "", "header");
    mapping.form.sheet = text(root, "", "sheet");
    mapping.form.expand = text(root, "", "expand");
    if (root.find("month")) {
        mapping.month = month_of(text(root, "", "month"));
        if (!mapping.month || mapping.kind != ListKind::events)
            problem("/month", "must be a month such as 2026-05, of a list of events");
    }
    if (const auto partial = root.find("partial")) {
        if (!partial->as_boolean()) problem("/partial", "must be true or false");
        mapping.partial = partial->as_boolean().value_or(false);
    }
}

void MappingReader::expect_days_and_position(const Mapping& mapping) {
    const auto has = [&](const char* name) { return mapping.fields.contains(name); };
    if (has("lat") != has("lng")) problem("/fields", "\"lat\" and \"lng\" come together");
    if (has("lat") && has("position")) problem("/fields", "\"position\" takes the place of \"lat\" and \"lng\"");
    if (mapping.kind == ListKind::places && !has("lat") && !has("position"))
        problem("/fields", "\"lat\" and \"lng\", or \"position\", are missing");
    if (mapping.kind == ListKind::events && has("period") == has("starts_on"))
        problem("/fields", "needs exactly one of \"period\" and \"starts_on\"");
    if (has("ends_on") && !has("starts_on")) problem("/fields/ends_on", "only belongs beside \"starts_on\"");
}

void MappingReader::read_fields(json::Value root, Mapping& mapping) {
    const auto fields = root.find("fields");
    if (!fields || !fields->is_object()) return problem("/fields", "must be an object");
    expect_members(*fields, "/fields", known_fields(mapping.kind));
    for (const auto& [name, value] : fields->members())
        mapping.fields[std::string(name)] = value_rule(value, "/fields/" + json::pointer_token(name));
    for (const auto& name : required_fields(mapping.kind))
        if (mapping.fields.count(name) == 0) problem("/fields/" + name, "is missing");
    expect_days_and_position(mapping);
}

SkipRule MappingReader::skip_rule(json::Value value, const std::string& pointer) {
    expect_members(value, pointer, {"column", "equals", "unless", "reason"});
    if (value.find("equals").has_value() == value.find("unless").has_value())
        problem(pointer, R"(needs exactly one of "equals" and "unless")");
    const bool unless = value.find("unless").has_value();
    return {text(value, pointer, "column", true), texts(value, pointer, unless ? "unless" : "equals"), unless,
            text(value, pointer, "reason", true)};
}

std::vector<ValueRule> MappingReader::value_rules(json::Value root, const char* name) {
    std::vector<ValueRule> rules;
    const auto values = list(root, "", name);
    for (std::size_t index = 0; index < values.size(); ++index)
        rules.push_back(value_rule(values[index], "/" + std::string(name) + "/" + std::to_string(index)));
    return rules;
}

void MappingReader::read_lists(json::Value root, Mapping& mapping) {
    const auto skip = list(root, "", "skip");
    for (std::size_t index = 0; index < skip.size(); ++index)
        mapping.skip.push_back(skip_rule(skip[index], "/skip/" + std::to_string(index)));
    mapping.genres = value_rules(root, "genres");
    mapping.services = value_rules(root, "services");
    const auto benefits = list(root, "", "benefits");
    for (std::size_t index = 0; index < benefits.size(); ++index)
        mapping.benefits.push_back(benefit(benefits[index], "/benefits/" + std::to_string(index)));
    if (mapping.kind != ListKind::shops && !(mapping.genres.empty() && mapping.benefits.empty()))
        problem("/kind", "only shops have genres and benefits");
    if (mapping.kind != ListKind::facilities && !mapping.services.empty())
        problem("/kind", "only facilities have services");
}

Result<Mapping> MappingReader::read(json::Value root) {
    Mapping mapping;
    if (!root.is_object()) problem("", "must be an object");
    read_head(root, mapping);
    read_form(root, mapping);
    read_fields(root, mapping);
    read_lists(root, mapping);
    if (problems_.empty()) return mapping;
    return Error{ErrorKind::invalid, "import.mapping", "the mapping is not valid", {}, std::move(problems_)};
}

}  // namespace

Result<Mapping> parse_mapping(std::string_view json_text) {
    const auto document = json::Document::parse(json_text);
    if (!document) return document.error();
    return MappingReader().read(document->root());
}

}  // namespace hub::passport_db
