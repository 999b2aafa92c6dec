#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/json.hpp"

namespace hub::test {

// The messages of a Google API as the reference data describes them, for checking JSON as strictly as the service does.
class GoogleSchema {
public:
    // Reads a *.rest.json file's text.
    explicit GoogleSchema(std::string_view text);

    // Everything in `value` that the message does not allow: unknown members, wrong types, two of a oneof, and, unless
    // `given_by_path` names them, missing required members. Empty when there is nothing.
    std::vector<std::string> problems(const json::Value& value, std::string_view message,
                                      std::string_view given_by_path = {}) const;

private:
    void check_message(const json::Value& value, std::string_view message, const std::string& where,
                       std::string_view given_by_path, std::vector<std::string>& problems) const;
    void check_field(const json::Value& value, const json::Value& field, const std::string& where,
                     std::vector<std::string>& problems) const;
    bool check_one(const json::Value& value, std::string_view type, const std::string& where,
                   std::vector<std::string>& problems) const;

    json::Document document_;
    json::Value messages_;
};

}  // namespace hub::test
