#pragma once

#include <string>

#include "portal/api/openapi_contract.hpp"
#include "router/core/form_check.hpp"
#include "router/core/http.hpp"
#include "router/core/result.hpp"

namespace hub::portal {

// The data of the operation's message: parameters under their data names, then the members of the body, as one JSON
// object. `invalid` "request.invalid" names every wrong, missing, repeated or unknown field, parameters by name and
// body members by JSON pointer, and what `form_check` (null: none) finds wrong beside them in the fields that are named
// as yet by nobody; "request.body" when the body is no JSON text at all, beside what is wrong with the parameters.
Result<std::string> request_data(const Operation& operation, const HttpRequest& request,
                                 const FormCheck* form_check = nullptr);

// What is found wrong in the message's data, under the names that the request has for it: parameters by name instead of
// by where they stand in the data.
std::vector<FieldProblem> named_as_asked(const Operation& operation, std::vector<FieldProblem> problems);

}  // namespace hub::portal
