#include "portal/pages/account_pages.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/pages/registration_view.hpp"

namespace hub::portal {
namespace {

HttpResponse mail_form(const PageRequest& request, std::string_view mail, const Error* problem) {
    const auto& area = area_of(request);
    const auto title = request.texts().get(area.registration);
    PageData page("register.tpl");
    Values values = page.content();
    fill_area(request, values);
    values.set("PAGE", title);
    values.set("WHY", request.texts().get(area.registration_why));
    values.set("MAIL", mail);
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, title, problem);
}

boost::asio::awaitable<HttpResponse> registration_form(PageRequest request, TypedForm form,
                                                       std::optional<Error> problem) {
    const std::string token(form.text("token"));
    std::string data = data_of(form, {"token"});
    const auto link = co_await ask_as_caller(request, "member.link", std::move(data));
    if (!link && is_about_link(link.error())) co_return useless_link(request, link.error(), "/register");
    if (!link && !problem) co_return member_failure(request, link.error());
    const CodeNames codes = co_await ask_code_names(request);
    PageData page("register_form.tpl");
    Values values = page.content();
    values.set("TOKEN", token);
    values.set("MAIL", link ? link->root().string("mail").value_or("") : form.text("mail"));
    Values fields = values.include("PROFILE_FIELDS", "profile_fields.tpl");
    const auto version = link ? link->root().string("consent_version").value_or("") : form.text("consent_version");
    const Consent consent{std::string(version), false};
    if (problem) problem = at_form_fields(form, std::move(*problem));
    if (problem) fill_problems(request.texts(), values, *problem);
    fill_profile(request.texts(), fields, form, codes, consent, problem);
    co_return finish_member_page(request, page, request.texts().get("register.form.page"),
                                 problem ? &*problem : nullptr);
}

}  // namespace

boost::asio::awaitable<HttpResponse> register_page(PageRequest request) { co_return mail_form(request, {}, nullptr); }

boost::asio::awaitable<HttpResponse> register_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    const std::string mail(form->text("mail"));
    const auto& area = area_of(request);
    std::string data = data_of(*form, {"mail"});
    const auto sent = co_await ask_as_caller(request, area.message_type("provisional"), std::move(data));
    if (!sent && is_about_form(sent.error())) co_return mail_form(request, mail, &sent.error());
    if (!sent) co_return member_failure(request, sent.error());
    PageData page("register_sent.tpl");
    fill_area(request, page.content());
    page.content().set("TEXT", request.texts().format("register.sent.text", {{"mail", mail}}));
    co_return finish_member_page(request, page, request.texts().get("register.sent.page"));
}

boost::asio::awaitable<HttpResponse> confirm_page(PageRequest request) {
    TypedForm form = query_form(request);
    auto answer = registration_form(std::move(request), std::move(form), std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> confirm_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = registration_data(*form);
    const auto registered = co_await ask_as_caller(request, "member.register", std::move(data));
    if (registered) co_return go_to("/login?registered=1");
    const Error problem = registered.error();
    if (is_about_link(problem)) co_return useless_link(request, problem, "/register");
    if (!is_about_form(problem)) co_return member_failure(request, problem);
    auto answer = registration_form(request, *form, problem);
    auto response = co_await std::move(answer);
    co_return response;
}

}  // namespace hub::portal
