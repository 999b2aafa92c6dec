#include "portal/pages/registration_view.hpp"

#include <algorithm>
#include <charconv>

namespace hub::portal {
namespace {

constexpr int kProgrammes[] = {1, 2};
constexpr const char* kKinds[] = {"shop", "event", "article", "news"};
constexpr const char* kSexes[] = {"female", "male"};

// １２３ as 123: keyboards of Japanese type either.
std::string with_narrow_digits(std::string_view text) {
    constexpr std::string_view kWide = "０１２３４５６７８９";
    constexpr std::size_t kBytes = kWide.size() / 10;
    std::string narrow;
    while (!text.empty()) {
        const auto digit = text.size() < kBytes ? std::string_view::npos : kWide.find(text.substr(0, kBytes));
        const bool is_wide = digit != std::string_view::npos && digit % kBytes == 0;
        narrow += is_wide ? static_cast<char>('0' + digit / kBytes) : text.front();
        text.remove_prefix(is_wide ? kBytes : 1);
    }
    return narrow;
}

// A whole number; 0, which fits nowhere, for anything else.
std::int64_t number_of(std::string_view typed) {
    const auto text = with_narrow_digits(typed);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::string child_field(const char* part, int row) { return std::string("child_") + part + "_" + std::to_string(row); }

// The rows of which anything counts as a child: those that the data has children of, in its order.
std::vector<int> rows_of_children(const TypedForm& form) {
    std::vector<int> rows;
    for (int row = 1; row <= kMostChildRows; ++row)
        if (!form.text(child_field("year", row)).empty() || !form.text(child_field("month", row)).empty())
            rows.push_back(row);
    return rows;
}

void write_children(json::Writer& writer, const TypedForm& form) {
    writer.key("children");
    writer.begin_array();
    for (const int row : rows_of_children(form)) {
        writer.begin_object();
        writer.member("birth_year", number_of(form.text(child_field("year", row))));
        writer.member("birth_month", number_of(form.text(child_field("month", row))));
        const auto sex = form.text(child_field("sex", row));
        if (!sex.empty()) writer.member("sex", sex);
        writer.end_object();
    }
    writer.end_array();
}

void write_all(json::Writer& writer, const TypedForm& form, const char* name) {
    writer.key(name);
    writer.begin_array();
    for (const auto value : form.all(name)) writer.value(value);
    writer.end_array();
}

void write_text(json::Writer& writer, const TypedForm& form, const char* name) {
    const auto text = form.text(name);
    if (!text.empty()) writer.member(name, text);
}

void write_number(json::Writer& writer, const TypedForm& form, const char* name) {
    const auto text = form.text(name);
    if (!text.empty()) writer.member(name, number_of(text));
}

void fill_option(Values option, std::string_view value, std::string_view name, bool chosen) {
    option.set("VALUE", value);
    option.set("NAME", name);
    if (chosen) option.show("CHOSEN");
}

// The codes there are; where nobody can say which, those that were chosen, by themselves, so that none is lost.
void fill_codes(Values values, const std::string& section, const char* field, const std::vector<CodeName>& codes,
                const TypedForm& form) {
    const auto chosen = form.all(field);
    if (codes.empty() && chosen.empty()) return;
    Values group = values.row(section);
    for (const auto& [code, name] : codes) fill_option(group.row("CODE"), code, name, form.has(field, code));
    if (!codes.empty()) return;
    group.show("UNNAMED");
    for (const auto code : chosen) fill_option(group.row("CODE"), code, code, true);
}

// Room for two more than were typed.
int child_rows(const TypedForm& form) {
    const auto typed = rows_of_children(form);
    const int last = typed.empty() ? 0 : typed.back();
    return std::clamp(last + 2, kChildRows, kMostChildRows);
}

void fill_child_problems(Values child, int row, const Error& problem) {
    for (const auto& [field, text] : problem.fields)
        for (const auto* part : {"year", "sex"})
            if (field == "/" + child_field(part, row)) {
                child.text_row("PROBLEM", text);
                child.show(part == std::string_view("sex") ? "SEX_MARK" : "YEAR_MARK");
            }
}

void fill_children(const Texts& texts, Values values, const TypedForm& form, const std::optional<Error>& problem) {
    const int rows = child_rows(form);
    for (int row = 1; row <= rows; ++row) {
        const auto number = std::to_string(row);
        Values child = values.row("CHILD");
        child.set("NUMBER", number);
        child.set("TITLE", texts.format("register.child", {{"number", number}}));
        child.set("YEAR", form.text(child_field("year", row)));
        for (int month = 1; month <= 12; ++month) {
            const auto value = std::to_string(month);
            fill_option(child.row("MONTH"), value, value, form.has(child_field("month", row), value));
        }
        for (const auto* sex : kSexes)
            fill_option(child.row("SEX"), sex, texts.get(std::string("member.sex.") + sex),
                        form.has(child_field("sex", row), sex));
        if (problem) fill_child_problems(child, row, *problem);
    }
}

void fill_hours(const Texts& texts, Values values, const std::string& section, const char* field,
                const TypedForm& form) {
    for (int hour = 0; hour < 24; ++hour) {
        const auto value = std::to_string(hour);
        fill_option(values.row(section), value, texts.format("member.hour", {{"hour", value}}), form.has(field, value));
    }
}

void write_profile(json::Writer& writer, const TypedForm& form) {
    write_number(writer, form, "programme");
    write_text(writer, form, "postal_code");
    write_text(writer, form, "city");
    write_children(writer, form);
    write_all(writer, form, "genres");
    write_all(writer, form, "tokuten");
    writer.member("notice_mail", form.has("notice_mail", "1"));
    writer.member("notice_push", form.has("notice_push", "1"));
    writer.member("notices_paused", form.has("notices_paused", "1"));
    write_all(writer, form, "notice_kinds");
    write_number(writer, form, "quiet_from");
    write_number(writer, form, "quiet_until");
    write_text(writer, form, "consent_version");
}

void add_numbers(HttpParameters& fields, const json::Value& me, std::initializer_list<const char*> names) {
    for (const auto* name : names)
        if (const auto number = me.integer(name)) fields.emplace_back(name, std::to_string(*number));
}

void add_texts(HttpParameters& fields, const json::Value& me, const char* name) {
    if (const auto list = me.find(name))
        for (const auto& element : list->elements()) fields.emplace_back(name, element.as_string().value_or(""));
}

void add_children(HttpParameters& fields, const json::Value& me) {
    int row = 0;
    const auto children = me.find("children");
    for (const auto& child : children ? children->elements() : std::vector<json::Value>{}) {
        ++row;
        fields.emplace_back(child_field("year", row), std::to_string(child.integer("birth_year").value_or(0)));
        fields.emplace_back(child_field("month", row), std::to_string(child.integer("birth_month").value_or(0)));
        fields.emplace_back(child_field("sex", row), child.string("sex").value_or(""));
    }
}

void fill_consent(Values values, const TypedForm& form, const Consent& consent) {
    Values section = values.row(consent.is_given ? "CONSENT_GIVEN" : "ASK_CONSENT");
    section.set("CONSENT_VERSION", consent.version);
    if (!consent.is_given && form.has("consent_version", consent.version)) section.show("CONSENTED");
}

}  // namespace

std::string registration_data(const TypedForm& form) {
    json::Writer writer;
    writer.begin_object();
    writer.member("token", form.text("token"));
    writer.member("password", form.exact("password"));
    write_profile(writer, form);
    writer.end_object();
    return writer.take();
}

std::string profile_data(const TypedForm& form) {
    json::Writer writer;
    writer.begin_object();
    write_profile(writer, form);
    writer.end_object();
    return writer.take();
}

TypedForm profile_form(const json::Value& me) {
    HttpParameters fields;
    add_numbers(fields, me, {"programme", "quiet_from", "quiet_until"});
    for (const auto* name : {"postal_code", "city", "consent_version"})
        fields.emplace_back(name, me.string(name).value_or(""));
    for (const auto* name : {"notice_mail", "notice_push", "notices_paused"})
        if (me.boolean(name).value_or(false)) fields.emplace_back(name, "1");
    for (const auto* name : {"genres", "tokuten", "notice_kinds"}) add_texts(fields, me, name);
    add_children(fields, me);
    return TypedForm(std::move(fields));
}

Error at_form_fields(const TypedForm& form, Error problem) {
    constexpr std::string_view kChildren = "/children/";
    const auto rows = rows_of_children(form);
    for (auto& [field, text] : problem.fields) {
        if (!field.starts_with(kChildren)) continue;
        std::size_t number = rows.size();
        const auto* begin = field.data() + kChildren.size();
        std::from_chars(begin, field.data() + field.size(), number);
        if (number < rows.size()) field = "/" + child_field(field.ends_with("/sex") ? "sex" : "year", rows[number]);
    }
    return problem;
}

void fill_profile(const Texts& texts, Values values, const TypedForm& form, const CodeNames& codes,
                  const Consent& consent, const std::optional<Error>& problem) {
    if (problem) fill_problems(texts, values, *problem);
    fill_consent(values, form, consent);
    for (const int programme : kProgrammes) {
        const auto value = std::to_string(programme);
        fill_option(values.row("PROGRAMME"), value, texts.get("member.programme." + value),
                    form.has("programme", value));
    }
    values.set("POSTAL_CODE", form.text("postal_code"));
    values.set("CITY", form.text("city"));
    fill_children(texts, values, form, problem);
    fill_codes(values, "GENRES", "genres", codes.genres, form);
    fill_codes(values, "TOKUTEN", "tokuten", codes.tokuten, form);
    if (form.has("notice_mail", "1")) values.show("NOTICE_MAIL");
    if (form.has("notice_push", "1")) values.show("NOTICE_PUSH");
    if (form.has("notices_paused", "1")) values.show("PAUSED");
    for (const auto* kind : kKinds)
        fill_option(values.row("KIND"), kind, texts.get(std::string("member.kind.") + kind),
                    form.has("notice_kinds", kind));
    fill_hours(texts, values, "QUIET_FROM", "quiet_from", form);
    fill_hours(texts, values, "QUIET_UNTIL", "quiet_until", form);
}

}  // namespace hub::portal
