#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "router/core/json.hpp"

// Reading what agents write, who write "no value" as "", [], null or not at all, and one value as itself or as a list.
namespace hub::chat {

// A string, or the first one of a list; empty when there is none.
std::string one_text(const json::Value& parameters, std::string_view name);

// All strings of a list, each once, at most five, shortened to 256 code points; a single string is a list of one.
std::vector<std::string> texts(const json::Value& parameters, std::string_view name);

// Whether a parameter has any value at all.
bool is_given(const json::Value& parameters, std::string_view name);

// {"lat", "lng"}; empty when either is missing or not on the globe.
std::optional<catalog::Position> read_position(const std::optional<json::Value>& value);

}  // namespace hub::chat
