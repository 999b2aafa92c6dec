#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kAgain = "/login/link";

}  // namespace

asio::awaitable<HttpResponse> login_confirm_page(PageRequest request) {
    const LinkQuestion question{"login", "access.link.page", "access.link.confirm", "login.send", "/login/link/confirm", kAgain};
    return link_question_page(std::move(request), question);
}

asio::awaitable<HttpResponse> login_confirm_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"token"});
    auto type = area_of(request).message_type("login_by_link");
    const auto reply = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!reply && is_about_link(reply.error())) co_return useless_link(request, reply.error(), kAgain);
    if (!reply) co_return member_failure(request, reply.error());
    auto response = admitted(request, reply->root(), kept_next(request));
    drop_next(request, response);
    co_return response;
}

asio::awaitable<HttpResponse> login_code_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"ticket", "code"});
    auto type = area_of(request).message_type("login_code");
    const auto reply = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (reply) co_return admitted(request, reply->root(), form->text("next"));
    if (is_about_form(reply.error()))
        co_return code_form(request, {form->text("second_step"), form->text("ticket"), form->text("next")},
                            &reply.error());
    co_return member_failure(request, reply.error());
}

}  // namespace hub::portal
