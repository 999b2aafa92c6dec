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

HttpResponse request_form(const PageRequest& request, const LinkWords& words, const TypedForm& form,
                          const Error* problem) {
    PageData page("access_request.tpl");
    Values values = page.content();
    values.set("TITLE", words.title);
    values.set("LEAD", words.lead);
    values.set("ACTION", area_of(request).path(words.path));
    values.set("LOGIN", login_url(area_of(request), form.text("next")));
    values.set("MAIL", form.text("mail"));
    fill_next(request, values, form.text("next"));
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, words.title, problem);
}

asio::awaitable<HttpResponse> send(PageRequest request, LinkWords words) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"mail"});
    auto type = area_of(request).message_type(words.type);
    const auto sent = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!sent && is_about_form(sent.error())) co_return request_form(request, words, *form, &sent.error());
    if (!sent) co_return member_failure(request, sent.error());
    const auto next = form->text("next");
    auto response =
        sent_page(request, form->text("mail"), words.once, with_next(area_of(request), std::string(words.path), next));
    keep_next(request, response, next, std::chrono::seconds(sent->root().integer("expires_in_s").value_or(0)));
    co_return response;
}

}  // namespace

asio::awaitable<HttpResponse> forgotten_page(PageRequest request) {
    co_return request_form(request, forgotten(request.texts()), query_form(request), nullptr);
}

asio::awaitable<HttpResponse> forgotten_send_page(PageRequest request) {
    auto words = forgotten(request.texts());
    auto sending = send(std::move(request), std::move(words));
    auto response = co_await std::move(sending);
    co_return response;
}

asio::awaitable<HttpResponse> login_link_page(PageRequest request) {
    co_return request_form(request, login_link(request.texts()), query_form(request), nullptr);
}

asio::awaitable<HttpResponse> login_link_send_page(PageRequest request) {
    auto words = login_link(request.texts());
    auto sending = send(std::move(request), std::move(words));
    auto response = co_await std::move(sending);
    co_return response;
}

}  // namespace hub::portal
