#include "portal/pages/member_form.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

HttpResponse leave_form(const PageRequest& request, const Error* problem) {
    PageData page("leave.tpl");
    Values values = page.content();
    values.set("CSRF", csrf_token(session_of(request.http)));
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, request.texts().get("leave.page"), problem);
}

Error not_confirmed(const Texts& texts) {
    return {ErrorKind::invalid, "users.invalid", "", {}, {{"/confirm", texts.get("leave.not_confirmed")}}};
}

}  // namespace

boost::asio::awaitable<HttpResponse> leave_page(PageRequest request) {
    const auto me = co_await ask_as_caller(request, "member.me", "{}");
    if (!me) co_return refusal(request, me.error());
    co_return leave_form(request, nullptr);
}

boost::asio::awaitable<HttpResponse> leave_send_page(PageRequest request) {
    const auto form = read_form(request, true);
    if (!form) co_return member_failure(request, form.error());
    if (!form->has("confirm", "1")) {
        const auto problem = not_confirmed(request.texts());
        co_return leave_form(request, &problem);
    }
    std::string data = data_of(*form, {"password"});
    const auto left = co_await ask_as_caller(request, "member.leave", std::move(data));
    if (!left && (is_logged_out(left.error()) || !is_about_form(left.error())))
        co_return refusal(request, left.error());
    if (!left) co_return leave_form(request, &left.error());
    PageData page("left.tpl");
    auto response = finish_member_page(request, page, request.texts().get("leave.done.page"));
    end_session(response);
    co_return response;
}

boost::asio::awaitable<HttpResponse> export_page(PageRequest request) {
    auto all = co_await ask_as_caller(request, "member.export", "{}");
    // Back to the own page: a file alone would leave the browser at the login.
    if (!all) co_return refusal(request, all.error(), "/me");
    HttpResponse response;
    response.headers = {{"Content-Type", "application/json"},
                        {"Content-Disposition", "attachment; filename=\"passport_own_data.json\""},
                        {"Cache-Control", "no-store"}};
    response.body = all->root().to_json();
    co_return response;
}

}  // namespace hub::portal
