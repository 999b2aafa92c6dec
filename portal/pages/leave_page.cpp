#include "portal/pages/account_area.hpp"
#include "portal/pages/member_form.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

// What the message of the area's kind of account is called.
std::string message_type(const PageRequest& request, std::string_view action) {
    return area_of(request).message_type(action);
}

HttpResponse leave_form(const PageRequest& request, const Error* problem) {
    PageData page(area_of(request).kind == "owner" ? "owner_leave.tpl" : "leave.tpl");
    Values values = page.content();
    Values form = values.include("LEAVE_FORM", "leave_form.tpl");
    fill_area(request, form);
    form.set("CSRF", csrf_token(session_of(request.http)));
    if (problem) {
        fill_problems(request.texts(), values, *problem);
        fill_problems(request.texts(), form, *problem);
    }
    return finish_member_page(request, page, request.texts().get("leave.page"), problem);
}

Error not_confirmed(const Texts& texts) {
    return {ErrorKind::invalid, "users.invalid", "", {}, {{"/confirm", texts.get("leave.not_confirmed")}}};
}

}  // namespace

boost::asio::awaitable<HttpResponse> leave_page(PageRequest request) {
    const auto me = co_await ask_as_caller(request, message_type(request, "me"), "{}");
    if (!me) co_return refusal(request, me.error());
    co_return leave_form(request, nullptr);
}

boost::asio::awaitable<HttpResponse> leave_send_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    if (form->problem) co_return leave_form(request, &*form->problem);
    if (!form->typed.has("confirm", "1")) {
        const auto problem = not_confirmed(request.texts());
        co_return leave_form(request, &problem);
    }
    std::string data = data_of(form->typed, {"password"});
    const auto left = co_await ask_as_caller(request, message_type(request, "leave"), std::move(data));
    if (!left && !is_about_form(left.error())) co_return refusal(request, left.error());
    if (!left) co_return leave_form(request, &left.error());
    PageData page("left.tpl");
    auto response = finish_member_page(request, page, request.texts().get("leave.done.page"));
    end_session(response);
    co_return response;
}

boost::asio::awaitable<HttpResponse> export_page(PageRequest request) {
    auto all = co_await ask_as_caller(request, message_type(request, "export"), "{}");
    // Back to the own page: a file alone would leave the browser at the login.
    if (!all) co_return refusal(request, all.error(), area_of(request).home);
    HttpResponse response;
    response.headers = {{"Content-Type", "application/json"},
                        {"Content-Disposition", "attachment; filename=\"passport_own_data.json\""},
                        {"Cache-Control", "no-store"}};
    response.body = all->root().to_json();
    co_return response;
}

}  // namespace hub::portal
