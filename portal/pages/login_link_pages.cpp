#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kAgain = "/login/link";

}  // namespace

// Scanners of mail open links: nothing begins before somebody presses the button.
asio::awaitable<HttpResponse> login_confirm_page(PageRequest request) {
    const std::string token(typed_query(request).text("token"));
    const TypedForm question({{"token", token}, {"purpose", "login"}});
    std::string data = data_of(question, {"token", "purpose"});
    auto type = area_of(request).message_type("access_link");
    const auto link = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!link && is_about_link(link.error())) co_return useless_link(request, link.error(), kAgain);
    if (!link) co_return member_failure(request, link.error());
    const auto& texts = request.texts();
    PageData page("access_confirm.tpl");
    Values values = page.content();
    const std::string mail(link->root().string("mail").value_or(""));
    values.set("TITLE", texts.get("access.link.page"));
    values.set("TEXT", texts.format("access.link.confirm", {{"mail", mail}}));
    values.set("SEND", texts.get("login.send"));
    values.set("ACTION", area_of(request).path("/login/link/confirm"));
    values.set("TOKEN", token);
    co_return finish_member_page(request, page, texts.get("access.link.page"));
}

asio::awaitable<HttpResponse> login_confirm_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"token"});
    auto type = area_of(request).message_type("login_by_link");
    const auto reply = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!reply && is_about_link(reply.error())) co_return useless_link(request, reply.error(), kAgain);
    if (!reply) co_return member_failure(request, reply.error());
    co_return admitted(request, reply->root());
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
