#pragma once

#include <optional>
#include <string>

#include "portal/pages/code_names.hpp"
#include "portal/pages/member_form.hpp"

namespace hub::portal {

// So many children can be told; the form has some rows more than are filled, and kChildRows at least.
inline constexpr int kMostChildRows = 20;
inline constexpr int kChildRows = 6;

// The data of member.register, and of member.update, that a typed form stands for. What was left empty is left out.
std::string registration_data(const TypedForm& form);
std::string profile_data(const TypedForm& form);

// The form that would have been typed to say what member.me says.
TypedForm profile_form(const json::Value& me);

// What is consented to with a form.
struct Consent {
    std::string version;    // of now
    bool is_given = false;  // before: it is not asked for again
};

// The same problem with the fields of the form that was sent: what is wrong with the second child of the data is
// child_year_3 when the second row was left empty.
Error at_form_fields(const TypedForm& form, Error problem);

// The fields of profile_fields.tpl as they were typed, and at them what is wrong by at_form_fields().
void fill_profile(const Texts& texts, Values values, const TypedForm& form, const CodeNames& codes,
                  const Consent& consent, const std::optional<Error>& problem);

}  // namespace hub::portal
