#include "portal/pages/account_pages.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

HttpResponse login_form(const PageRequest& request, const TypedForm& form, const Error* problem) {
    const auto& area = area_of(request);
    const auto title = request.texts().get(area.login);
    PageData page("login.tpl");
    Values values = page.content();
    fill_area(request, values);
    values.set("PAGE", title);
    values.set("FIRST_TIME", request.texts().get(area.first_time));
    values.set("MAIL", form.text("mail"));
    fill_next(request, values, form.text("next"));
    values.set("FORGOTTEN", with_next(area, area.path("/password/forgotten"), form.text("next")));
    values.set("LINK", with_next(area, area.path("/login/link"), form.text("next")));
    if (problem) fill_problems(request.texts(), values, *problem);
    else if (form.has("registered", "1")) values.show("REGISTERED");
    else if (form.has("reset", "1")) values.show("RESET");
    else if (form.has("ended", "1")) values.show("ENDED");
    else if (form.has("other", "1")) values.show("OTHER");
    else if (form.has("over", "1")) values.show("OVER");
    return finish_member_page(request, page, title, problem);
}

}  // namespace

boost::asio::awaitable<HttpResponse> login_page(PageRequest request) {
    co_return login_form(request, query_form(request), nullptr);
}

boost::asio::awaitable<HttpResponse> login_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"mail", "password"});
    auto type = area_of(request).message_type("login");
    const auto begun = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!begun && is_about_form(begun.error())) co_return login_form(request, *form, &begun.error());
    if (!begun) co_return member_failure(request, begun.error());
    co_return admitted(request, begun->root(), form->text("next"));
}

boost::asio::awaitable<HttpResponse> logout_page(PageRequest request) {
    const auto form = read_form(request, true);
    if (!form) co_return member_failure(request, form.error());
    const auto ended = co_await ask_as_caller(request, "account.logout", "{}");
    if (!ended) co_return member_failure(request, ended.error());
    auto response = go_to(area_of(request).path("/login?ended=1"));
    end_session(response);
    co_return response;
}

}  // namespace hub::portal
