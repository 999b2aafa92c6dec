#include "portal/pages/account_pages.hpp"
#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

HttpResponse login_form(const PageRequest& request, const TypedForm& form, const Error* problem) {
    PageData page("staff_login.tpl");
    Values values = page.content();
    values.set("MAIL", form.text("mail"));
    fill_next(request, values, form.text("next"));
    if (problem) fill_problems(request.texts(), values, *problem);
    else if (form.has("ended", "1")) values.show("ENDED");
    else if (form.has("other", "1")) values.show("OTHER");
    else if (form.has("over", "1")) values.show("OVER");
    return finish_member_page(request, page, request.texts().get("staff.login.page"), problem);
}

HttpResponse staff_code_form(const PageRequest& request, std::string_view ticket, std::string_view next,
                             const Error* problem) {
    return code_form(request, {"authenticator", ticket, next, "/login/second-step"}, problem);
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_login_page(PageRequest request) {
    co_return login_form(request, query_form(request), nullptr);
}

boost::asio::awaitable<HttpResponse> staff_login_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"mail", "password"});
    const auto begun = co_await ask_as_caller(request, "staff.login", std::move(data));
    if (!begun && is_about_form(begun.error())) co_return login_form(request, *form, &begun.error());
    if (!begun) co_return member_failure(request, begun.error());
    co_return staff_code_form(request, begun->root().string("ticket").value_or(""), form->text("next"), nullptr);
}

boost::asio::awaitable<HttpResponse> staff_code_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"ticket", "code"});
    const auto begun = co_await ask_as_caller(request, "staff.second_step", std::move(data));
    if (!begun && begun.error().code == "accounts.ticket_over") co_return login_form(request, *form, &begun.error());
    if (!begun && is_about_form(begun.error()))
        co_return staff_code_form(request, form->text("ticket"), form->text("next"), &begun.error());
    if (!begun) co_return member_failure(request, begun.error());
    co_return admitted(request, begun->root(), form->text("next"));
}

boost::asio::awaitable<HttpResponse> staff_logout_page(PageRequest request) {
    const auto form = read_form(request, true);
    if (!form) co_return member_failure(request, form.error());
    const auto ended = co_await ask_as_caller(request, "account.logout", "{}");
    if (!ended) co_return member_failure(request, ended.error());
    auto response = go_to("/staff/login?ended=1");
    end_session(response);
    co_return response;
}

}  // namespace hub::portal
