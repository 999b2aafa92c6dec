#include "portal/pages/account_pages.hpp"

#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

constexpr std::string_view kNextCookie = "__Host-passport_next";

}  // namespace

HttpResponse useless_link(const PageRequest& request, const Error& error, std::string_view again) {
    const auto& texts = request.texts();
    const bool used = error.kind == ErrorKind::conflict;
    const auto title = texts.get(again.empty() ? "staff.link.page" : "register.link.page");
    PageData page("access_link.tpl");
    Values values = page.content();
    values.set("TITLE", title);
    if (again.empty()) {
        values.set("TEXT", texts.get(used ? "staff.link.used" : "staff.link.unknown"));
    } else {
        values.set("TEXT", error.detail);
        values.row("AGAIN").set("URL", area_of(request).path(again));
    }
    values.set("LOGIN", area_of(request).path("/login"));
    auto response = finish_member_page(request, page, title);
    response.status = used ? 409 : 404;
    return response;
}

boost::asio::awaitable<HttpResponse> link_question_page(PageRequest request, LinkQuestion question) {
    const std::string token(query_form(request).text("token"));
    const TypedForm asked({{"token", token}, {"purpose", std::string(question.purpose)}});
    std::string data = data_of(asked, {"token", "purpose"});
    auto type = area_of(request).message_type("access_link");
    const auto link = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!link && is_about_link(link.error())) co_return useless_link(request, link.error(), question.again);
    if (!link) co_return member_failure(request, link.error());
    const auto& texts = request.texts();
    const std::string mail(link->root().string("mail").value_or(""));
    PageData page("access_confirm.tpl");
    Values values = page.content();
    values.set("TITLE", texts.get(question.title));
    values.set("TEXT", texts.format(question.sentence, {{"mail", mail}}));
    values.set("SEND", texts.get(question.send));
    values.set("ACTION", area_of(request).path(question.action));
    values.set("TOKEN", token);
    co_return finish_member_page(request, page, texts.get(question.title));
}

HttpResponse done_page(const PageRequest& request, const std::string& title, const std::string& text) {
    PageData page("access_done.tpl");
    Values values = page.content();
    values.set("TITLE", title);
    values.set("TEXT", text);
    fill_area(request, values);
    return finish_member_page(request, page, title);
}

HttpResponse sent_page(const PageRequest& request, std::string_view mail, const std::string& once,
                       std::string_view again) {
    PageData page("access_sent.tpl");
    Values values = page.content();
    values.set("TEXT", request.texts().format("access.sent.text", {{"mail", std::string(mail)}}));
    values.set("ONCE", once);
    values.set("AGAIN", area_of(request).path(again));
    return finish_member_page(request, page, request.texts().get("register.sent.page"));
}

void fill_next(const PageRequest& request, Values values, std::string_view next) {
    if (is_page_of(area_of(request), next)) values.text_row("NEXT", next);
}

void keep_next(const PageRequest& request, HttpResponse& response, std::string_view next, std::chrono::seconds life) {
    if (is_page_of(area_of(request), next)) set_cookie(response, kNextCookie, next, life);
    else drop_next(request, response);
}

std::string kept_next(const PageRequest& request) {
    auto next = cookie_of(request.http, kNextCookie);
    return is_page_of(area_of(request), next) ? next : std::string();
}

void drop_next(const PageRequest& request, HttpResponse& response) {
    if (!cookie_of(request.http, kNextCookie).empty())
        set_cookie(response, kNextCookie, {}, std::chrono::seconds::zero());
}

HttpResponse admitted(const PageRequest& request, const json::Value& reply, std::string_view next) {
    if (const auto method = reply.string("second_step"))
        return code_form(request, {*method, reply.string("ticket").value_or(""), next}, nullptr);
    auto response = go_to(page_after_login(area_of(request), next));
    begin_session(response, reply.string("session").value_or(""),
                  std::chrono::seconds(reply.integer("session_seconds").value_or(0)));
    return response;
}

HttpResponse code_form(const PageRequest& request, const CodeForm& form, const Error* problem) {
    const auto& texts = request.texts();
    PageData page("login_code.tpl");
    Values values = page.content();
    values.set("TEXT", form.method == "mail" ? texts.get("access.code.mail") : texts.get("access.code.app"));
    values.set("METHOD", form.method);
    values.set("TICKET", form.ticket);
    fill_next(request, values, form.next);
    values.set("ACTION", area_of(request).path(form.action));
    values.set("LOGIN", login_url(area_of(request), form.next));
    if (problem) fill_problems(texts, values, *problem);
    return finish_member_page(request, page, texts.get("access.code.page"), problem);
}

}  // namespace hub::portal
