#include "portal/api/openapi_contract.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "portal/api/operation_reader.hpp"
#include "portal/api/schema_reader.hpp"
#include "portal/api/security_reader.hpp"

namespace hub::portal {
namespace {

// The largest contract that is read; the twenty-five operations take about a fifth of it.
constexpr json::Limits kLimits{64, 2 * 1024 * 1024};

void read_head(const json::Value& root, OpenApiContract& contract, ContractProblems& problems) {
    problems.refuse_unknown(root, "", {"openapi", "info", "servers", "tags", "paths", "components", "x-language"});
    if (root.string("openapi").value_or("") != "3.0.3") problems.add("/openapi", "must be 3.0.3");
    const auto info = root.find("info");
    if (!info) return problems.add("/info", "is missing");
    problems.refuse_unknown(*info, "/info", {"title", "version", "description", "contact"});
    contract.title = info->string("title").value_or("");
    contract.version = info->string("version").value_or("");
    contract.description = info->string("description").value_or("");
    if (contract.title.empty()) problems.add("/info/title", "is missing");
    if (contract.version.empty()) problems.add("/info/version", "is missing");
    const auto language = root.find("x-language") ? root.string("x-language").value_or("") : "ja";
    if (language != "ja" && language != "en") problems.add("/x-language", "must be ja or en");
    contract.language = language == "en" ? Language::english : Language::japanese;
    const auto tags = root.find("tags");
    for (const auto& tag : tags ? tags->elements() : std::vector<json::Value>{})
        contract.tags.push_back(
            {std::string(tag.string("name").value_or("")), std::string(tag.string("description").value_or(""))});
}

void read_components(const json::Value& root, SchemaReader& schemas, ContractProblems& problems) {
    const auto components = root.find("components");
    if (!components) return;
    problems.refuse_unknown(*components, "/components", {"schemas", "responses", "headers", "securitySchemes"});
    SecurityReader(root, problems).read_schemes();
    // Also those nobody refers to yet: a later reference must not bring an old mistake to light.
    if (const auto all = components->find("schemas"))
        for (const auto& [name, schema] : all->members()) schemas.read(schema, below("/components/schemas", name));
}

void read_paths(const json::Value& root, OperationReader& reader, OpenApiContract& contract,
                ContractProblems& problems) {
    const auto paths = root.find("paths");
    if (!paths || paths->size() == 0) return problems.add("/paths", "is missing");
    for (const auto& [path, item] : paths->members()) {
        const auto pointer = below("/paths", path);
        if (!path.starts_with('/')) problems.add(pointer, "must begin with \"/\"");
        problems.refuse_unknown(item, pointer, {"get", "post", "put", "patch", "delete"});
        for (const auto& [method, operation] : item.members()) {
            contract.operations.push_back(reader.read(operation, below(pointer, method), path, method));
            contract.operations.back().language = contract.language;
        }
    }
}

void refuse_repetition(const OpenApiContract& contract, ContractProblems& problems) {
    std::set<std::string> ids;
    for (const auto& operation : contract.operations)
        if (!operation.id.empty() && !ids.insert(operation.id).second)
            problems.add("/paths", "operationId \"" + operation.id + "\" is there twice");
}

}  // namespace

const ApiResponse& Operation::success() const {
    return *std::find_if(responses.begin(), responses.end(), [&](const ApiResponse& response) {
        return response.status == std::to_string(success_status);
    });
}

const Operation* OpenApiContract::find(std::string_view operation_id) const {
    for (const auto& operation : operations)
        if (operation.id == operation_id) return &operation;
    return nullptr;
}

Result<OpenApiContract> OpenApiContract::parse(std::string text) {
    const auto document = json::Document::parse(text, kLimits);
    if (!document) return document.error();
    const auto root = document->root();
    ContractProblems problems;
    OpenApiContract contract;
    read_head(root, contract, problems);
    SchemaReader schemas(root, problems);
    read_components(root, schemas, problems);
    OperationReader operations(root, schemas, problems);
    read_paths(root, operations, contract, problems);
    refuse_repetition(contract, problems);
    if (!problems.empty()) {
        Error error{ErrorKind::invalid, "openapi.invalid", "openapi.json holds what the hub does not check as written"};
        error.fields = problems.take();
        return error;
    }
    contract.text = std::move(text);
    return contract;
}

Result<OpenApiContract> OpenApiContract::load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorKind::not_found, "openapi.missing", path + " cannot be read"};
    return parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace hub::portal
