#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kAgain = "/me/mail";

HttpResponse mail_form(const PageRequest& request, std::string_view mail, const Error* problem) {
    PageData page("mail_change.tpl");
    Values values = page.content();
    values.set("ACTION", area_of(request).path("/me/mail"));
    fill_area(request, values);
    values.set("CSRF", csrf_token(session_of(request.http)));
    values.set("MAIL", mail);
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, request.texts().get("access.mail.page"), problem);
}

}  // namespace

asio::awaitable<HttpResponse> own_mail_page(PageRequest request) {
    if (session_of(request.http).empty())
        co_return refusal(request, {ErrorKind::unauthenticated, "session.missing", {}});
    co_return mail_form(request, {}, nullptr);
}

asio::awaitable<HttpResponse> own_mail_send_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    const std::string mail(form->typed.text("mail"));
    if (form->problem) co_return mail_form(request, mail, &*form->problem);
    std::string data = data_of(form->typed, {"mail", "password"});
    auto type = area_of(request).message_type("change_mail");
    const auto sent = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!sent && !is_about_form(sent.error())) co_return refusal(request, sent.error());
    if (!sent) co_return mail_form(request, mail, &sent.error());
    co_return sent_page(request, mail, request.texts().get("access.mail.once"), kAgain);
}

asio::awaitable<HttpResponse> mail_confirm_page(PageRequest request) {
    const LinkQuestion question{"mail_change", "access.mail.page", "access.mail.confirm", "access.mail.change", "/mail/confirm", kAgain};
    return link_question_page(std::move(request), question);
}

asio::awaitable<HttpResponse> mail_confirm_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"token"});
    auto type = area_of(request).message_type("confirm_mail");
    const auto changed = co_await ask_as_caller(request, std::move(type), std::move(data));
    const bool refused = !changed && (is_about_link(changed.error()) || changed.error().kind == ErrorKind::conflict);
    if (refused) co_return useless_link(request, changed.error(), kAgain);
    if (!changed) co_return member_failure(request, changed.error());
    const auto& texts = request.texts();
    co_return done_page(request, texts.get("access.mail.done"), texts.get("access.mail.others"));
}

}  // namespace hub::portal
