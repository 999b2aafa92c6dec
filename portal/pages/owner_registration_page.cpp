#include "portal/pages/account_pages.hpp"
#include "portal/pages/business_form.hpp"
#include "portal/pages/owner_views.hpp"

namespace hub::portal {
namespace {

boost::asio::awaitable<HttpResponse> registration_form(PageRequest request, TypedForm form,
                                                       std::optional<Error> problem) {
    std::string asked = data_of(form, {"token"});
    const auto link = co_await ask_as_caller(request, "owner.link", std::move(asked));
    if (!link && is_about_link(link.error())) co_return useless_link(request, link.error(), "/register");
    if (!link && !problem) co_return member_failure(request, link.error());
    PageData page("owner_register_form.tpl");
    Values values = page.content();
    values.set("TOKEN", form.text("token"));
    values.set("MAIL", link ? link->root().string("mail").value_or("") : form.text("mail"));
    const Error* wrong = problem ? &*problem : nullptr;
    const auto consent = link ? link->root().string("consent_version").value_or("") : form.text("consent_version");
    fill_business(request, values, form, consent, wrong);
    if (wrong) fill_problems(request.texts(), values, *wrong, "owner.");
    co_return finish_member_page(request, page, request.texts().get("owner.register.form.page"), wrong);
}

}  // namespace

boost::asio::awaitable<HttpResponse> owner_confirm_page(PageRequest request) {
    TypedForm form = query_form(request);
    auto answer = registration_form(std::move(request), std::move(form), std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> owner_confirm_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = business_data(*form, true);
    const auto registered = co_await ask_as_caller(request, "owner.register", std::move(data));
    if (registered) co_return go_to("/owners/login?registered=1");
    const Error problem = registered.error();
    if (is_about_link(problem)) co_return useless_link(request, problem, "/register");
    if (!is_about_form(problem)) co_return member_failure(request, problem);
    auto answer = registration_form(request, *form, problem);
    auto response = co_await std::move(answer);
    co_return response;
}

}  // namespace hub::portal
