#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/api/openapi_contract.hpp"
#include "portal/api/schema_reader.hpp"

namespace hub::portal {

// Reads the operations of openapi.json; what it does not know is a problem.
class OperationReader {
public:
    // All three must outlive the reader.
    OperationReader(json::Value root, SchemaReader& schemas, ContractProblems& problems)
        : root_(root), schemas_(schemas), problems_(problems) {}

    Operation read(const json::Value& value, const std::string& pointer, std::string_view path,
                   std::string_view method);

private:
    void read_key_use(const json::Value& value, const std::string& pointer, Operation& operation);
    void read_session_use(const json::Value& value, const std::string& pointer, Operation& operation);
    void read_extensions(const json::Value& value, const std::string& pointer, Operation& operation);
    Parameter read_parameter(const json::Value& value, const std::string& pointer);
    void check_parameter(const Parameter& parameter, const std::string& pointer);
    void check_path(const Operation& operation, const std::string& pointer);
    void check_data_names(const Operation& operation, const std::string& pointer);
    RequestBody read_body(const json::Value& value, const std::string& pointer);
    void read_responses(const json::Value& value, const std::string& pointer, Operation& operation);
    ApiResponse read_response(const json::Value& value, const std::string& pointer, std::string_view status);
    ResponseHeader read_header(const json::Value& value, const std::string& pointer, std::string_view name);
    // What the $ref of a value means, which must be one of `among`; null after a problem.
    std::optional<json::Value> referred(const json::Value& value, const std::string& pointer, std::string_view among);
    // The schema of the one media type of a `content` object; null after a problem.
    SchemaPointer read_content(const json::Value& content, const std::string& pointer, std::string& media_type);

    json::Value root_;
    SchemaReader& schemas_;
    ContractProblems& problems_;
};

}  // namespace hub::portal
