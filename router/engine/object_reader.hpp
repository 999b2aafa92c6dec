#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/error.hpp"
#include "router/core/json.hpp"

namespace hub::engine {

// Reads the members of one JSON object of a configuration and notes everything that is wrong with them.
// Every read_... appends a problem and returns a harmless value when the member is missing or wrong.
class ObjectReader {
public:
    // `pointer` is the object's own JSON pointer. Members other than `known` are problems, as is not being an object.
    ObjectReader(json::Value object, std::string pointer, std::initializer_list<const char*> known,
                 std::vector<FieldProblem>& problems);

    bool has(std::string_view name) const { return object_.find(name).has_value(); }
    std::optional<json::Value> find(std::string_view name) const { return object_.find(name); }
    std::string pointer(std::string_view name) const { return pointer_ + "/" + std::string(name); }

    // A required, non-empty string.
    std::string read_text(std::string_view name);
    // One of `choices`; when missing, `otherwise`, or a problem if there is none.
    std::string read_choice(std::string_view name, const std::vector<std::string>& choices, const char* otherwise);
    // One of the names that exist; `kind` says of what ("handler").
    std::string read_name(std::string_view name, std::string_view kind, const std::vector<std::string>& known);
    // A whole number from `least` to `most`; when missing, `otherwise`, or a problem if there is none.
    std::int64_t read_number(std::string_view name, std::int64_t least, std::int64_t most,
                             std::optional<std::int64_t> otherwise = std::nullopt);
    // true or false; when missing, false.
    bool read_flag(std::string_view name);

    void problem(std::string_view name, std::string sentence);

private:
    json::Value object_;
    std::string pointer_;
    std::vector<FieldProblem>& problems_;
};

}  // namespace hub::engine
