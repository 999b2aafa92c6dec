#include "portal/pages/member_views.hpp"
#include "portal/pages/registration_view.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

// Consent as it was typed, when nobody can say what the member has consented to.
Consent typed_consent(const TypedForm& form) {
    const std::string version(form.text("consent_version"));
    return {version, !version.empty()};
}

Consent consent_of(const json::Value& me) {
    return {std::string(me.string("current_consent_version").value_or("")),
            me.string("consent_version") == me.string("current_consent_version")};
}

// The form as it was typed, or as the member is registered when nothing was typed. What was typed is shown to whoever
// sent it, without a session too.
boost::asio::awaitable<HttpResponse> profile_answer(PageRequest request, std::optional<TypedForm> typed,
                                                    std::optional<Error> problem) {
    const auto me = co_await ask_as_caller(request, "member.me", "{}");
    if (!me && (!typed || !is_about_form(me.error()))) co_return refusal(request, me.error());
    if (typed && is_of_another(*typed, problem, me, "user_id")) co_return member_failure(request, unusable_form());
    if (!me) problem = me.error();
    const CodeNames codes = co_await ask_code_names(request);
    PageData page("profile.tpl");
    Values values = page.content();
    values.set("CSRF", csrf_token(session_of(request.http)));
    Values fields = values.include("PROFILE_FIELDS", "profile_fields.tpl");
    const TypedForm form = typed ? std::move(*typed) : profile_form(me->root());
    values.set("ACCOUNT", account_of(me, "user_id", form));
    const Consent consent = me ? consent_of(me->root()) : typed_consent(form);
    if (problem) problem = at_form_fields(form, std::move(*problem));
    if (problem) fill_problems(request.texts(), values, *problem);
    fill_profile(request.texts(), fields, form, codes, consent, problem);
    co_return finish_member_page(request, page, request.texts().get("profile.page"), problem ? &*problem : nullptr);
}

}  // namespace

boost::asio::awaitable<HttpResponse> profile_page(PageRequest request) {
    auto answer = profile_answer(std::move(request), std::nullopt, std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> profile_send_page(PageRequest request) {
    auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    std::optional<Error> problem = form->problem;
    if (!problem) {
        std::string data = profile_data(form->typed);
        const auto saved = co_await ask_as_caller(request, "member.update", std::move(data));
        if (saved) co_return go_to("/me?saved=1");
        if (!is_about_form(saved.error())) co_return refusal(request, saved.error());
        problem = saved.error();
    }
    auto answer = profile_answer(request, std::move(form->typed), std::move(problem));
    auto response = co_await std::move(answer);
    co_return response;
}

}  // namespace hub::portal
