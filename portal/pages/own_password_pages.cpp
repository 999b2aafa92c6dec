#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kForgotten = "/password/forgotten";

// `form`: the link's token and, when it was sent, the address that stood in it.
asio::awaitable<HttpResponse> reset_form(PageRequest request, TypedForm form, std::optional<Error> problem) {
    const std::string token(form.text("token"));
    const TypedForm question({{"token", token}, {"purpose", "password_reset"}});
    std::string data = data_of(question, {"token", "purpose"});
    auto type = area_of(request).message_type("access_link");
    const auto link = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!link && is_about_link(link.error())) co_return useless_link(request, link.error(), kForgotten);
    if (!link && !problem) co_return member_failure(request, link.error());
    PageData page("password_reset.tpl");
    Values values = page.content();
    values.set("ACTION", area_of(request).path("/password/reset"));
    values.set("TOKEN", token);
    values.set("MAIL", link ? link->root().string("mail").value_or("") : form.text("mail"));
    if (problem) fill_problems(request.texts(), values, *problem);
    co_return finish_member_page(request, page, request.texts().get("access.reset.page"),
                                 problem ? &*problem : nullptr);
}

HttpResponse change_form(const PageRequest& request, const Error* problem) {
    PageData page("password_change.tpl");
    Values values = page.content();
    values.set("ACTION", area_of(request).path("/me/password"));
    fill_area(request, values);
    values.set("CSRF", csrf_token(session_of(request.http)));
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, request.texts().get("access.password.page"), problem);
}

}  // namespace

asio::awaitable<HttpResponse> reset_page(PageRequest request) {
    TypedForm form = query_form(request);
    auto answer = reset_form(std::move(request), std::move(form), std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

asio::awaitable<HttpResponse> reset_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"token", "password"});
    auto type = area_of(request).message_type("reset_password");
    const auto reset = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (reset) {
        auto response = go_to(login_url(area_of(request), kept_next(request), "reset=1"));
        drop_next(request, response);
        co_return response;
    }
    const Error problem = reset.error();
    if (is_about_link(problem)) co_return useless_link(request, problem, kForgotten);
    if (!is_about_form(problem)) co_return member_failure(request, problem);
    auto answer = reset_form(request, *form, problem);
    auto response = co_await std::move(answer);
    co_return response;
}

asio::awaitable<HttpResponse> own_password_page(PageRequest request) {
    // Whoever is logged in; the form itself tells nothing of the account.
    if (session_of(request.http).empty())
        co_return refusal(request, {ErrorKind::unauthenticated, "session.missing", {}});
    co_return change_form(request, nullptr);
}

asio::awaitable<HttpResponse> own_password_send_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    if (form->problem) co_return change_form(request, &*form->problem);
    std::string data = data_of(form->typed, {"password", "new_password"});
    auto type = area_of(request).message_type("change_password");
    const auto changed = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!changed && !is_about_form(changed.error())) co_return refusal(request, changed.error());
    if (!changed) co_return change_form(request, &changed.error());
    const auto& texts = request.texts();
    co_return done_page(request, texts.get("access.password.done"), texts.get("access.password.others"));
}

}  // namespace hub::portal
