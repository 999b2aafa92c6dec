#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "router/core/error.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

namespace hub {

// A handler whose rules about a message's data are its own: whatever a contract finds wrong first, one answer names
// all.
class FormCheck {
public:
    virtual ~FormCheck() = default;
    // What is wrong in the message's data by itself, whoever sends it and whatever is stored; nothing is changed.
    // Takes data of any shape.
    virtual std::vector<FieldProblem> wrong_fields(const Message& message) const = 0;
};

// By the type of the messages; what is pointed to outlives the map.
using FormChecks = std::map<std::string, const FormCheck*, std::less<>>;

// The fields that the reading of a form refused.
template <typename Form>
std::vector<FieldProblem> wrong_fields_of(const Result<Form>& form) {
    return form ? std::vector<FieldProblem>() : form.error().fields;
}

}  // namespace hub
