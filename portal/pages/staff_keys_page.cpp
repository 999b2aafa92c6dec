#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

std::string wish_json(const TypedForm& form) {
    const auto days = json::Document::parse(form.text("days"));
    json::Writer writer;
    writer.begin_object();
    writer.member("name", form.text("name"));
    writer.key("scopes");
    writer.begin_array();
    for (const auto scope : form.all("scopes")) writer.value(scope);
    writer.end_array();
    writer.member("days", days ? days->root().as_integer().value_or(0) : 0);
    writer.end_object();
    return writer.take();
}

std::string key_json(std::int64_t key_id) {
    json::Writer writer;
    writer.begin_object();
    writer.member("key_id", key_id);
    writer.end_object();
    return writer.take();
}

std::string scopes_text(const Texts& texts, const json::Value& key) {
    std::string all;
    const auto scopes = key.find("scopes");
    for (const auto& scope : scopes ? scopes->elements() : std::vector<json::Value>{})
        all += (all.empty() ? "" : texts.get("list.comma")) + std::string(scope.as_string().value_or(""));
    return all;
}

void fill_key(const Texts& texts, Values row, const json::Value& key) {
    const auto text = [&key](std::string_view name) { return std::string(key.string(name).value_or("")); };
    row.set("NAME", text("name"));
    row.set("PREFIX", text("prefix"));
    row.set("SCOPES", scopes_text(texts, key));
    row.set("UNTIL", japanese_text(text("expires_at")));
    const auto used = text("last_used_at");
    row.set("USED", used.empty() ? texts.get("staff.keys.unused") : japanese_text(used));
    if (!text("revoked_at").empty()) row.show("REVOKED");
    else row.row("REVOCABLE").set("ID", std::to_string(key.integer("key_id").value_or(0)));
}

HttpResponse revoking_question(const PageRequest& request, const json::Value& who, const TypedForm& form,
                               std::int64_t key_id, const Error* problem = nullptr) {
    const auto& texts = request.texts();
    const std::string name(form.text("name"));
    return question_page(request, who,
                         {texts.get("staff.keys.revoke"),
                          texts.format("staff.keys.question", {{"name", name}}),
                          texts.get("staff.keys.revoke"),
                          "/staff/keys/" + std::to_string(key_id),
                          "/staff/keys",
                          {{"name", name}}},
                         problem);
}

// The scopes there are; where nobody can say which, those that were chosen.
void fill_scopes(Values values, const json::Value& list, const TypedForm& form) {
    const auto scopes = list.find("scopes");
    if (!scopes)
        for (const auto name : form.all("scopes")) {
            Values row = values.row("SCOPE");
            row.set("VALUE", name);
            row.show("CHOSEN");
        }
    for (const auto& scope : scopes ? scopes->elements() : std::vector<json::Value>{}) {
        const auto name = scope.as_string().value_or("");
        Values row = values.row("SCOPE");
        row.set("VALUE", name);
        if (form.has("scopes", name)) row.show("CHOSEN");
    }
}

// With the key that was just made, which is shown this once, whatever else cannot be. With a problem what was typed is
// shown to whoever sent it, without a session too.
boost::asio::awaitable<HttpResponse> keys(PageRequest request, TypedForm form, std::string made,
                                          std::optional<Error> problem) {
    auto who = co_await ask_who(request);
    const bool must_show = !made.empty();
    if (!who && !must_show && (!problem || !is_about_form(who.error()))) co_return refusal(request, who.error());
    if (!who && !must_show) problem = who.error();
    if (!who) who = nobody();
    if (problem && !is_about_form(*problem)) co_return staff_failure(request, who->root(), *problem);
    auto list = co_await ask_as_caller(request, "key.list", "{}");
    if (!list && !must_show && (!problem || !is_about_form(list.error())))
        co_return staff_failure(request, who->root(), list.error());
    if (!list) list = nobody();
    const auto& texts = request.texts();
    PageData page("staff_keys.tpl");
    Values values = page.content();
    if (!made.empty()) values.text_row("MADE", made);
    else if (form.has("done", "revoked")) values.show("REVOKED_NOW");
    const auto all = list->root().find("keys");
    for (const auto& key : all ? all->elements() : std::vector<json::Value>{}) fill_key(texts, values.row("KEY"), key);
    values.set("NAME", form.text("name"));
    values.set("DAYS", form.text("days").empty() ? "365" : form.text("days"));
    fill_scopes(values, list->root(), form);
    if (problem) fill_problems(texts, values, *problem);
    co_return finish_staff_page(request, page, texts.get("staff.keys.page"), who->root(),
                                problem ? &*problem : nullptr);
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_keys_page(PageRequest request) {
    TypedForm form = query_form(request);
    auto answer = keys(std::move(request), std::move(form), {}, std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> staff_keys_send_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    std::optional<Error> problem = form->problem;
    std::string key;
    if (!problem) {
        std::string data = wish_json(form->typed);
        const auto made = co_await ask_as_form(request, form->typed, "key.create", std::move(data));
        if (made) key = made->root().string("key").value_or("");
        else problem = made.error();
    }
    TypedForm shown = problem ? form->typed : TypedForm();
    auto answer = keys(request, std::move(shown), std::move(key), std::move(problem));
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> staff_key_revoke_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    const auto who = co_await ask_who(request);
    if (!who && !is_about_form(who.error())) co_return refusal(request, who.error(), "/staff/keys");
    const json::Document staff = who ? *who : nobody();
    const auto key_id = path_number(request, "key_id");
    std::optional<Error> problem = form->problem;
    if (!who) problem = who.error();
    if (!problem && !is_confirmed(form->typed)) co_return revoking_question(request, staff.root(), form->typed, key_id);
    if (!problem) {
        std::string data = key_json(key_id);
        const auto revoked = co_await ask_as_form(request, form->typed, "key.revoke", std::move(data));
        if (revoked) co_return go_to("/staff/keys?done=revoked");
        problem = revoked.error();
    }
    if (!is_about_form(*problem)) co_return staff_failure(request, staff.root(), *problem, "/staff/keys");
    co_return revoking_question(request, staff.root(), form->typed, key_id, &*problem);
}

}  // namespace hub::portal
