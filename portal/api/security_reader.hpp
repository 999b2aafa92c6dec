#pragma once

#include <string>

#include "portal/api/schema_reader.hpp"
#include "router/core/json.hpp"

namespace hub::portal {

// Reads how callers say who they are. The hub itself goes by x-session and its table of authority; what the contract
// says of it is for those who read it, and must at least be of a kind that the hub knows: an apiKey in a cookie or a
// header, or http with bearer.
class SecurityReader {
public:
    // Both must outlive the reader.
    SecurityReader(json::Value root, ContractProblems& problems) : root_(root), problems_(problems) {}

    // components/securitySchemes.
    void read_schemes();
    // `security` of an operation: a list of requirements, each of them names of schemes, none with scopes.
    void check_requirements(const json::Value& operation, const std::string& pointer);

private:
    void read_scheme(const json::Value& value, const std::string& pointer);
    void check_requirement(const json::Value& value, const std::string& pointer);

    json::Value root_;
    ContractProblems& problems_;
};

}  // namespace hub::portal
