#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/passport_db/import/mapping.hpp"
#include "router/core/closest_name.hpp"
#include "router/core/json.hpp"

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
    ValueRule value_rule(json::Value value, const std::string& pointer);
    Transform transform(json::Value value, const std::string& pointer);
    std::map<std::string, std::string> value_map(json::Value value, const std::string& pointer);
    BenefitRule benefit(json::Value value, const std::string& pointer);
    void read_head(json::Value root, Mapping& mapping);
    void read_fields(json::Value root, Mapping& mapping);
    void read_lists(json::Value root, Mapping& mapping);

    std::vector<FieldProblem> problems_;
};

std::string escaped(std::string_view name) {
    std::string token;
    for (const char character : name) {
        if (character == '~') token += "~0";
        else if (character == '/') token += "~1";
        else token += character;
    }
    return token;
}

bool is_source_name(const std::string& name) {
    return !name.empty() && name.size() <= 50 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void MappingReader::expect_members(json::Value object, const std::string& pointer,
                                   const std::vector<std::string>& known) {
    for (const auto& [name, value] : object.members())
        if (std::find(known.begin(), known.end(), name) == known.end())
            problem(pointer + "/" + escaped(name), "is not known here" + did_you_mean(name, known));
}

std::string MappingReader::text(json::Value object, const std::string& pointer, const char* name, bool required) {
    const auto member = object.find(name);
    if (!member && !required) return {};
    const auto value = member ? member->as_string() : std::nullopt;
    if (!value || (required && value->empty())) problem(pointer + "/" + name, "must be a text");
    return std::string(value.value_or(""));
}

std::vector<json::Value> MappingReader::list(json::Value object, const std::string& pointer, const char* name) {
    const auto member = object.find(name);
    if (member && !member->is_array()) problem(pointer + "/" + name, "must be a list");
    return member ? member->elements() : std::vector<json::Value>();
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
        if (!to.is_string()) problem(pointer + "/" + escaped(from), "must be a text");
        map[std::string(from)] = to.as_string().value_or("");
    }
    return map;
}

ValueRule MappingReader::value_rule(json::Value value, const std::string& pointer) {
    ValueRule rule;
    if (!value.is_object()) {
        problem(pointer, R"(must be an object such as {"column": "..."} or {"constant": "..."})");
        return rule;
    }
    expect_members(value, pointer,
                   {"column", "columns", "join", "constant", "transforms", "map", "default", "otherwise"});
    const auto given = static_cast<int>(value.find("column").has_value()) + value.find("columns").has_value() +
                       value.find("constant").has_value();
    if (given != 1) problem(pointer, R"(needs exactly one of "column", "columns", "constant")");
    if (value.find("column")) rule.columns.push_back(text(value, pointer, "column", true));
    for (const auto& column : list(value, pointer, "columns")) {
        if (!column.is_string()) problem(pointer + "/columns", "must be a list of texts");
        rule.columns.emplace_back(column.as_string().value_or(""));
    }
    if (value.find("join")) rule.join = text(value, pointer, "join");
    if (value.find("constant")) rule.constant = text(value, pointer, "constant");
    const auto transforms = list(value, pointer, "transforms");
    for (std::size_t index = 0; index < transforms.size(); ++index)
        rule.transforms.push_back(transform(transforms[index], pointer + "/transforms/" + std::to_string(index)));
    if (const auto map = value.find("map")) rule.map = value_map(*map, pointer + "/map");
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
    expect_members(root, "", {"kind", "source", "encoding", "skip", "fields", "genres", "benefits"});
    const auto kind = text(root, "", "kind", true);
    if (kind == "places") mapping.kind = ListKind::places;
    else if (kind != "shops") problem("/kind", R"(must be "shops" or "places")");

    mapping.source = text(root, "", "source", true);
    if (!is_source_name(mapping.source))
        problem("/source", "must be 1 to 50 lower-case letters, digits and underscores");
    else if (mapping.source == "application")
        problem("/source", "\"application\" is the mark of shops that staff approved");

    const auto encoding = text(root, "", "encoding");
    if (encoding == "utf-8") mapping.encoding = Encoding::utf8;
    else if (encoding == "cp932") mapping.encoding = Encoding::cp932;
    else if (!encoding.empty() && encoding != "auto") problem("/encoding", R"(must be "auto", "utf-8" or "cp932")");
}

void MappingReader::read_fields(json::Value root, Mapping& mapping) {
    const auto fields = root.find("fields");
    if (!fields || !fields->is_object()) return problem("/fields", "must be an object");
    expect_members(*fields, "/fields", known_fields(mapping.kind));
    for (const auto& [name, value] : fields->members())
        mapping.fields[std::string(name)] = value_rule(value, "/fields/" + escaped(name));
    for (const auto& name : required_fields(mapping.kind))
        if (mapping.fields.count(name) == 0) problem("/fields/" + name, "is missing");
    if (mapping.fields.count("lat") != mapping.fields.count("lng"))
        problem("/fields", "\"lat\" and \"lng\" come together");
}

void MappingReader::read_lists(json::Value root, Mapping& mapping) {
    const auto skip = list(root, "", "skip");
    for (std::size_t index = 0; index < skip.size(); ++index) {
        const auto pointer = "/skip/" + std::to_string(index);
        expect_members(skip[index], pointer, {"column", "equals", "reason"});
        mapping.skip.push_back({text(skip[index], pointer, "column", true), text(skip[index], pointer, "equals"),
                                text(skip[index], pointer, "reason", true)});
    }
    const auto genres = list(root, "", "genres");
    for (std::size_t index = 0; index < genres.size(); ++index)
        mapping.genres.push_back(value_rule(genres[index], "/genres/" + std::to_string(index)));
    const auto benefits = list(root, "", "benefits");
    for (std::size_t index = 0; index < benefits.size(); ++index)
        mapping.benefits.push_back(benefit(benefits[index], "/benefits/" + std::to_string(index)));
    if (mapping.kind == ListKind::places && !(genres.empty() && benefits.empty()))
        problem("/kind", "places have neither genres nor benefits");
}

Result<Mapping> MappingReader::read(json::Value root) {
    Mapping mapping;
    if (!root.is_object()) problem("", "must be an object");
    read_head(root, mapping);
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

Result<Mapping> read_mapping(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (!stream.is_open() || stream.bad())
        return Error{ErrorKind::not_found, "import.no_mapping", "the mapping " + file.string() + " cannot be read"};
    return parse_mapping(text);
}

}  // namespace hub::passport_db
