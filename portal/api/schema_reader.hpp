#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "portal/api/schema.hpp"
#include "router/core/error.hpp"
#include "router/core/json.hpp"

namespace hub::portal {

// Collects what is wrong with openapi.json, by JSON pointer.
class ContractProblems {
public:
    void add(const std::string& pointer, std::string problem) { all_.push_back({pointer, std::move(problem)}); }
    // Complains about every member that is neither known nor allowed here.
    void refuse_unknown(const json::Value& object, const std::string& pointer, const std::vector<std::string>& known);
    bool empty() const { return all_.empty(); }
    std::vector<FieldProblem> take() { return std::move(all_); }

private:
    std::vector<FieldProblem> all_;
};

// `pointer` with one more reference token, escaped (RFC 6901).
std::string below(const std::string& pointer, std::string_view token);

// Reads schema objects. Whatever the request check does not prove is an error here: an unknown keyword or one of
// another draft, a keyword beside a type it says nothing about, an unresolved or circular $ref, an unknown format, a
// pattern outside Pattern's subset.
class SchemaReader {
public:
    // `root` is the whole openapi.json; both must outlive the reader.
    SchemaReader(json::Value root, ContractProblems& problems) : root_(root), problems_(problems) {}

    // Never null; after a problem some schema.
    SchemaPointer read(const json::Value& schema, const std::string& pointer);

private:
    SchemaPointer read_reference(const json::Value& schema, const std::string& pointer);
    void read_texts(const json::Value& value, const std::string& pointer, Schema& schema);
    void read_numbers(const json::Value& value, const std::string& pointer, Schema& schema);
    void read_array(const json::Value& value, const std::string& pointer, Schema& schema);
    void read_object(const json::Value& value, const std::string& pointer, Schema& schema);
    void read_enum(const json::Value& value, const std::string& pointer, Schema& schema);
    void read_default(const json::Value& value, const std::string& pointer, Schema& schema);
    std::optional<std::size_t> read_size(const json::Value& value, const std::string& pointer, std::string_view name);
    bool read_flag(const json::Value& value, const std::string& pointer, std::string_view name, bool otherwise);

    json::Value root_;
    ContractProblems& problems_;
    std::map<std::string, SchemaPointer> components_;
    std::set<std::string> open_;  // references being followed
};

}  // namespace hub::portal
