#pragma once

#include <string>

#include "portal/pages/code_names.hpp"
#include "portal/pages/member_form.hpp"

namespace hub::portal {

// So many children fit the form; more can be told by the API.
inline constexpr int kChildRows = 6;

// The data of member.register that a typed form stands for. What was left empty is left out.
std::string registration_data(const TypedForm& form);

// The fields of register_form.tpl as they were typed.
void fill_registration(const Texts& texts, Values values, const TypedForm& form, const CodeNames& codes);

}  // namespace hub::portal
