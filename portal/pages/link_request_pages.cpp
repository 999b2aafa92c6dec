#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

// What differs between the links that are asked for by mail address alone.
struct LinkWords {
    std::string_view type;  // of the message
    std::string_view path;
    std::string title;
    std::string lead;
    std::string once;
};

LinkWords forgotten(const Texts& texts) {
    return {"forgotten_password", "/password/forgotten", texts.get("access.forgotten.page"),
            texts.get("access.forgotten.lead"), texts.get("access.forgotten.once")};
}

LinkWords login_link(const Texts& texts) {
    return {"ask_login_link", "/login/link", texts.get("access.link.page"), texts.get("access.link.lead"),
            texts.get("access.link.once")};
}

HttpResponse request_form(const PageRequest& request, const LinkWords& words, std::string_view mail,
                          const Error* problem) {
    PageData page("access_request.tpl");
    Values values = page.content();
    values.set("TITLE", words.title);
    values.set("LEAD", words.lead);
    values.set("ACTION", area_of(request).path(words.path));
    values.set("LOGIN", area_of(request).path("/login"));
    values.set("MAIL", mail);
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, words.title, problem);
}

asio::awaitable<HttpResponse> send(PageRequest request, LinkWords words) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    const std::string mail(form->text("mail"));
    std::string data = data_of(*form, {"mail"});
    auto type = area_of(request).message_type(words.type);
    const auto sent = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!sent && is_about_form(sent.error())) co_return request_form(request, words, mail, &sent.error());
    if (!sent) co_return member_failure(request, sent.error());
    co_return sent_page(request, mail, words.once, words.path);
}

}  // namespace

asio::awaitable<HttpResponse> forgotten_page(PageRequest request) {
    co_return request_form(request, forgotten(request.texts()), {}, nullptr);
}

asio::awaitable<HttpResponse> forgotten_send_page(PageRequest request) {
    auto words = forgotten(request.texts());
    auto sending = send(std::move(request), std::move(words));
    auto response = co_await std::move(sending);
    co_return response;
}

asio::awaitable<HttpResponse> login_link_page(PageRequest request) {
    co_return request_form(request, login_link(request.texts()), {}, nullptr);
}

asio::awaitable<HttpResponse> login_link_send_page(PageRequest request) {
    auto words = login_link(request.texts());
    auto sending = send(std::move(request), std::move(words));
    auto response = co_await std::move(sending);
    co_return response;
}

}  // namespace hub::portal
