#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

// "change" of a form, as the message that does it; empty for what is none.
std::string type_of(std::string_view change) {
    for (const std::string_view known : {"invite_again", "change_role", "suspend", "restore"})
        if (change == known) return "staff." + std::string(known);
    return {};
}

std::string change_json(std::int64_t staff_id, const TypedForm& form) {
    json::Writer writer;
    writer.begin_object();
    writer.member("staff_id", staff_id);
    if (form.text("change") == "change_role") writer.member("role", form.text("role"));
    writer.end_object();
    return writer.take();
}

void fill_person(const Texts& texts, Values row, const json::Value& person) {
    row.set("ID", std::to_string(person.integer("staff_id").value_or(0)));
    row.set("NAME", person.string("name").value_or(""));
    row.set("MAIL", person.string("mail").value_or(""));
    row.set("ROLE", texts.get("staff.role." + std::string(person.string("role").value_or(""))));
    row.set("STATUS", texts.get("staff.status." + std::string(person.string("status").value_or(""))));
    if (person.boolean("own").value_or(false)) row.show("OWN");
}

std::optional<json::Value> person_of(const json::Value& list, std::int64_t staff_id) {
    const auto people = list.find("staff");
    for (const auto& person : people ? people->elements() : std::vector<json::Value>{})
        if (person.integer("staff_id") == staff_id) return person;
    return std::nullopt;
}

// With a problem what was typed is shown to whoever sent it, without a session too.
boost::asio::awaitable<HttpResponse> accounts(PageRequest request, TypedForm form, std::optional<Error> problem) {
    auto who = co_await ask_who(request);
    if (!who && (!problem || !is_about_form(who.error()))) co_return refusal(request, who.error());
    if (!who) problem = who.error();
    if (!who) who = nobody();
    if (problem && !is_about_form(*problem)) co_return staff_failure(request, who->root(), *problem);
    auto list = co_await ask_as_caller(request, "staff.list", "{}");
    if (!list && (!problem || !is_about_form(list.error())))
        co_return staff_failure(request, who->root(), list.error());
    if (!list) list = nobody();
    const auto& texts = request.texts();
    PageData page("staff_accounts.tpl");
    Values values = page.content();
    const auto people = list->root().find("staff");
    for (const auto& person : people ? people->elements() : std::vector<json::Value>{})
        fill_person(texts, values.row("PERSON"), person);
    values.set("NAME", form.text("name"));
    values.set("MAIL", form.text("mail"));
    fill_roles(texts, values, form.text("role").empty() ? "viewer" : form.text("role"));
    if (problem) fill_problems(texts, values, *problem);
    else if (form.has("done", "invited")) values.show("INVITED");
    else if (form.has("done", "changed")) values.show("CHANGED");
    co_return finish_staff_page(request, page, texts.get("staff.accounts.page"), who->root(),
                                problem ? &*problem : nullptr);
}

HttpResponse account(const PageRequest& request, const json::Value& who, const json::Value& person,
                     const Error* problem) {
    const auto& texts = request.texts();
    const auto text = [&person](std::string_view name) { return std::string(person.string(name).value_or("")); };
    PageData page("staff_account.tpl");
    Values values = page.content();
    values.set("ID", std::to_string(person.integer("staff_id").value_or(0)));
    values.set("TITLE", text("name"));
    fill_staff_fact(values, texts.get("field.mail"), text("mail"));
    fill_staff_fact(values, texts.get("field.role"), texts.get("staff.role." + text("role")));
    fill_staff_fact(values, texts.get("staff.status"), texts.get("staff.status." + text("status")));
    fill_staff_fact(values, texts.get("staff.invited_at"), japanese_text(text("invited_at")));
    fill_staff_fact(values, texts.get("staff.last_login_at"), japanese_text(text("last_login_at")));
    if (person.boolean("own").value_or(false)) {
        values.show("OWN");
    } else if (text("status") == "suspended") {
        values.show("SUSPENDED");
    } else {
        fill_roles(texts, values.row("CHANGES"), text("role"));
    }
    if (problem) fill_problems(texts, values, *problem);
    return finish_staff_page(request, page, text("name"), who, problem);
}

Question question_about(const Texts& texts, std::int64_t staff_id, const std::string& name, const TypedForm& form) {
    const std::string change(form.text("change"));
    const auto path = "/staff/accounts/" + std::to_string(staff_id);
    Question question{texts.get("staff.change." + change),
                      texts.format("staff.question." + change, {{"name", name}}),
                      texts.get("staff.change." + change),
                      path,
                      path,
                      {{"change", change}, {"name", name}}};
    if (change == "change_role") {
        const std::string role(form.text("role"));
        question.fields.emplace_back("role", role);
        if (texts.has("staff.role." + role))
            question.text =
                texts.format("staff.question.change_role", {{"name", name}, {"role", texts.get("staff.role." + role)}});
    }
    return question;
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_accounts_page(PageRequest request) {
    TypedForm form = query_form(request);
    auto answer = accounts(std::move(request), std::move(form), std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> staff_invite_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    std::optional<Error> problem = form->problem;
    if (!problem) {
        std::string data = data_of(form->typed, {"name", "mail", "role"});
        const auto invited = co_await ask_as_form(request, form->typed, "staff.invite", std::move(data));
        if (invited) co_return go_to("/staff/accounts?done=invited");
        problem = invited.error();
    }
    auto answer = accounts(request, form->typed, std::move(problem));
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> staff_account_page(PageRequest request) {
    const auto who = co_await ask_who(request);
    if (!who) co_return refusal(request, who.error());
    const auto list = co_await ask_as_caller(request, "staff.list", "{}");
    if (!list) co_return staff_failure(request, who->root(), list.error());
    const auto person = person_of(list->root(), path_number(request, "staff_id"));
    if (!person) co_return member_failure(request, {ErrorKind::not_found, "staff.not_found", {}});
    co_return account(request, who->root(), *person, nullptr);
}

boost::asio::awaitable<HttpResponse> staff_account_change_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    const auto who = co_await ask_who(request);
    if (!who && !is_about_form(who.error())) co_return refusal(request, who.error());
    const auto type = type_of(form->typed.text("change"));
    if (type.empty()) co_return member_failure(request, {ErrorKind::not_found, "staff.not_found", {}});
    const json::Document staff = who ? *who : nobody();
    const auto staff_id = path_number(request, "staff_id");
    const auto ask_again = [&](std::string_view name, const Error* problem) {
        const auto question = question_about(request.texts(), staff_id, std::string(name), form->typed);
        return question_page(request, staff.root(), question, problem);
    };
    // Whose name nobody can look up now is called as in the form.
    const auto called = form->typed.text("name");
    if (!who) co_return ask_again(called, &who.error());
    if (form->problem) co_return ask_again(called, &*form->problem);
    const auto list = co_await ask_as_caller(request, "staff.list", "{}");
    if (!list && may_be_sent_again(list.error())) co_return ask_again(called, &list.error());
    if (!list) co_return staff_failure(request, staff.root(), list.error());
    const auto person = person_of(list->root(), staff_id);
    if (!person) co_return member_failure(request, {ErrorKind::not_found, "staff.not_found", {}});
    const auto name = person->string("name").value_or("");
    if (!is_confirmed(form->typed)) co_return ask_again(name, nullptr);
    std::string data = change_json(staff_id, form->typed);
    const auto changed = co_await ask_as_form(request, form->typed, type, std::move(data));
    if (changed)
        co_return go_to(type == "staff.invite_again" ? "/staff/accounts?done=invited" : "/staff/accounts?done=changed");
    if (may_be_sent_again(changed.error())) co_return ask_again(name, &changed.error());
    if (!is_about_form(changed.error())) co_return staff_failure(request, staff.root(), changed.error());
    co_return account(request, staff.root(), *person, &changed.error());
}

}  // namespace hub::portal
