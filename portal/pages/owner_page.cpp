#include "portal/pages/business_form.hpp"
#include "portal/pages/owner_views.hpp"
#include "portal/server/caller.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

void fill_facts(const Texts& texts, Values values, const json::Value& owner) {
    for (const auto* name : {"company_name", "corporate_number", "name", "name_kana", "tel", "mail"}) {
        const auto text = owner.string(name).value_or("");
        if (text.empty()) continue;
        Values fact = values.row("FACT");
        const std::string key(name);
        fact.set("NAME", texts.get(key == "name" ? "owner.name" : "field." + key));
        fact.set("VALUE", text);
    }
    Values since = values.row("FACT");
    since.set("NAME", texts.get("me.registered_at"));
    since.set("VALUE", japanese_text(owner.string("registered_at").value_or("")));
}

void fill_shops(Values values, const json::Value& owner) {
    const auto shops = owner.find("shops");
    const auto all = shops ? shops->elements() : std::vector<json::Value>{};
    if (all.empty()) values.show("NO_SHOPS");
    for (const auto& shop : all) {
        Values row = values.row("SHOP");
        row.set("ID", std::to_string(shop.integer("shop_id").value_or(0)));
        row.set("NAME", shop.string("name").value_or(""));
    }
}

// The form as it was typed, or as the owner is registered when nothing was typed. Consent is to the version of now: it
// is asked for again when that is another one than was typed or stored. What was typed is shown to whoever sent it,
// without a session too.
boost::asio::awaitable<HttpResponse> profile_answer(PageRequest request, std::optional<TypedForm> typed,
                                                    std::optional<Error> problem) {
    const auto owner = co_await ask_as_caller(request, "owner.me", "{}");
    if (!owner && (!typed || !is_about_form(owner.error()))) co_return refusal(request, owner.error());
    if (typed && is_of_another(*typed, problem, owner, "owner_id")) co_return member_failure(request, unusable_form());
    if (!owner) problem = owner.error();
    const TypedForm form = typed ? std::move(*typed) : business_form(owner->root());
    const Error* wrong = problem ? &*problem : nullptr;
    PageData page("owner_profile.tpl");
    Values values = page.content();
    values.set("CSRF", csrf_token(session_of(request.http)));
    values.set("ACCOUNT", account_of(owner, "owner_id", form));
    const std::string consent(owner ? owner->root().string("current_consent_version").value_or("")
                                    : form.text("consent_version"));
    fill_business(request, values, form, consent, wrong);
    if (wrong) fill_problems(request.texts(), values, *wrong, "owner.");
    co_return finish_member_page(request, page, request.texts().get("owner.profile.page"), wrong);
}

}  // namespace

boost::asio::awaitable<HttpResponse> owner_page(PageRequest request) {
    const auto owner = co_await ask_as_caller(request, "owner.me", "{}");
    if (!owner) co_return refusal(request, owner.error());
    const TypedForm asked = query_form(request);
    PageData page("owner.tpl");
    Values values = page.content();
    values.set("CSRF", csrf_token(session_of(request.http)));
    if (asked.has("changed", "1")) values.show("CHANGED");
    fill_facts(request.texts(), values, owner->root());
    fill_shops(values, owner->root());
    co_return finish_member_page(request, page, request.texts().get("owner.page"));
}

boost::asio::awaitable<HttpResponse> owner_profile_page(PageRequest request) {
    auto answer = profile_answer(std::move(request), std::nullopt, std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> owner_profile_send_page(PageRequest request) {
    auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    std::optional<Error> problem = form->problem;
    if (!problem) {
        std::string data = business_data(form->typed, false);
        const auto changed = co_await ask_as_caller(request, "owner.update", std::move(data));
        if (changed) co_return go_to("/owners?changed=1");
        if (!is_about_form(changed.error())) co_return refusal(request, changed.error());
        problem = changed.error();
    }
    auto answer = profile_answer(request, std::move(form->typed), std::move(problem));
    auto response = co_await std::move(answer);
    co_return response;
}

}  // namespace hub::portal
