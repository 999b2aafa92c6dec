#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/api/schema.hpp"
#include "portal/server/language.hpp"
#include "router/core/error.hpp"
#include "router/core/json.hpp"

namespace hub::portal {

// Adds one problem for every value that does not fit, down to the leaves. `pointer` is where `value` is
// (RFC 6901); at most kMostProblems are kept.
void check_value(const Schema& schema, const json::Value& value, const std::string& pointer,
                 std::vector<FieldProblem>& problems, Language language);

inline constexpr std::size_t kMostProblems = 50;

// What is wrong with the text form of a scalar, as in a query or a path; empty when it fits. A number or boolean that
// fits is itself valid JSON.
std::string check_text(const Schema& scalar, std::string_view text, Language language);

// Sentence for something that was required and is not there.
std::string missing(Language language);

// Sentence for a name that nobody knows, with the one that was probably meant.
std::string unknown_name(std::string_view name, const std::vector<std::string>& known, Language language);

}  // namespace hub::portal
