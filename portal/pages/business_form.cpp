#include "portal/pages/business_form.hpp"

namespace hub::portal {
namespace {

struct BusinessField {
    const char* name;
    const char* label;  // keys of texts, as `hint`
    const char* hint;   // null: none
    const char* autocomplete;
    int most_letters;
    bool required;
};

constexpr BusinessField kFields[] = {
    {"company_name", "field.company_name", nullptr, "organization", 200, true},
    {"corporate_number", "field.corporate_number", "owner.corporate_number.hint", "off", 20, false},
    {"name", "owner.name", nullptr, "name", 100, true},
    {"name_kana", "field.name_kana", "owner.name_kana.hint", "off", 100, false},
    {"tel", "field.tel", "owner.tel.hint", "tel", 30, true},
};

// The problems of one field in one line; empty when it is right.
std::string problem_of(std::string_view field, const Error* problem) {
    std::string all;
    if (!problem) return all;
    for (const auto& each : problem->fields)
        if (each.field == "/" + std::string(field)) all += (all.empty() ? "" : " ") + each.problem;
    return all;
}

void fill_field(const Texts& texts, Values row, const BusinessField& field, const TypedForm& form,
                const Error* problem) {
    row.set("NAME", field.name);
    row.set("LABEL", texts.get(field.label));
    row.set("VALUE", form.text(field.name));
    row.set("MOST", std::to_string(field.most_letters));
    row.set("AUTOCOMPLETE", field.autocomplete);
    if (field.required) row.show("REQUIRED");
    if (field.hint) row.text_row("HINT", texts.get(field.hint));
    if (const auto text = problem_of(field.name, problem); !text.empty()) row.text_row("WRONG", text);
}

}  // namespace

void fill_business(const PageRequest& request, Values values, const TypedForm& form, std::string_view consent_version,
                   const Error* problem) {
    Values business = values.include("BUSINESS", "business_fields.tpl");
    for (const auto& field : kFields) fill_field(request.texts(), business.row("FIELD"), field, form, problem);
    business.set("CONSENT_VERSION", consent_version);
    if (form.has("consent_version", consent_version)) business.show("CONSENTED");
    if (const auto text = problem_of("consent_version", problem); !text.empty())
        business.text_row("CONSENT_WRONG", text);
}

std::string business_data(const TypedForm& form, bool registers) {
    json::Writer writer;
    writer.begin_object();
    if (registers) {
        writer.member("token", form.text("token"));
        writer.member("password", form.exact("password"));
    }
    for (const auto& field : kFields)
        if (const auto text = form.text(field.name); !text.empty()) writer.member(field.name, text);
    if (const auto text = form.text("consent_version"); !text.empty()) writer.member("consent_version", text);
    writer.end_object();
    return writer.take();
}

TypedForm business_form(const json::Value& owner) {
    HttpParameters typed;
    for (const auto& field : kFields) typed.emplace_back(field.name, owner.string(field.name).value_or(""));
    typed.emplace_back("consent_version", owner.string("consent_version").value_or(""));
    return TypedForm(std::move(typed));
}

}  // namespace hub::portal
