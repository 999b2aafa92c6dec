#pragma once

#include <string>
#include <string_view>

#include "router/core/json.hpp"

namespace hub::portal {

// A string member of a reply; empty when it is missing or no string.
inline std::string text_of(const json::Value& object, std::string_view name) {
    return std::string(object.string(name).value_or(std::string_view()));
}

}  // namespace hub::portal
