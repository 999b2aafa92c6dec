#pragma once

#include <string>

#include "portal/pages/member_form.hpp"

// The fields of a business profile (business_fields.tpl), in the registration and when they are changed.
namespace hub::portal {

// Includes the fields where a template has {{>BUSINESS}}, as they were typed, with what is wrong with them. The box of
// the consent stands for `consent_version`, the one of now, and is ticked when the form has that one.
void fill_business(const PageRequest& request, Values values, const TypedForm& form, std::string_view consent_version,
                   const Error* problem);

// The data of owner.register (with `token` and `password` of the form) or of owner.update. What was left empty is left
// out.
std::string business_data(const TypedForm& form, bool registers);

// A form as if the reply of owner.me had been typed.
TypedForm business_form(const json::Value& owner);

}  // namespace hub::portal
