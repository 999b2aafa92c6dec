#include "portal/pages/account_pages.hpp"
#include "portal/pages/qr_code.hpp"
#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

void fill_authenticator(Values values, const json::Value& invitation) {
    const auto code = qr_code(invitation.string("authenticator_uri").value_or(""));
    if (!code.path.empty()) {
        Values drawing = values.row("QR");
        drawing.set("SIZE", std::to_string(code.size));
        drawing.set("PATH", code.path);
    }
    values.set("SECRET", invitation.string("typed_secret").value_or(""));
    values.set("SETUP", invitation.string("setup").value_or(""));
}

// With a problem, a new secret is shown: the page that was sent cannot be drawn again without telling the old one.
boost::asio::awaitable<HttpResponse> acceptance_form(PageRequest request, std::string token,
                                                     std::optional<Error> problem) {
    std::string data = data_of(TypedForm({{"token", token}}), {"token"});
    const auto invitation = co_await ask_as_caller(request, "staff.invitation", std::move(data));
    if (!invitation && is_about_link(invitation.error())) co_return useless_link(request, invitation.error(), {});
    if (!invitation) co_return member_failure(request, invitation.error());
    const auto& root = invitation->root();
    PageData page("staff_accept.tpl");
    Values values = page.content();
    values.set("TOKEN", token);
    fill_staff_fact(values, request.texts().get("field.name"), root.string("name").value_or(""));
    fill_staff_fact(values, request.texts().get("field.mail"), root.string("mail").value_or(""));
    fill_staff_fact(values, request.texts().get("field.role"),
                    request.texts().get("staff.role." + std::string(root.string("role").value_or(""))));
    fill_staff_fact(values, request.texts().get("staff.accept.until"),
                    japanese_text(root.string("expires_at").value_or("")));
    values.set("MAIL", root.string("mail").value_or(""));
    fill_authenticator(values, root);
    if (problem) {
        fill_problems(request.texts(), values, *problem);
        values.show("AGAIN");
    }
    co_return finish_member_page(request, page, request.texts().get("staff.accept.page"),
                                 problem ? &*problem : nullptr);
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_accept_page(PageRequest request) {
    std::string token(query_form(request).text("token"));
    auto answer = acceptance_form(std::move(request), std::move(token), std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> staff_accept_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string data = data_of(*form, {"token", "setup", "code", "password"});
    const auto accepted = co_await ask_as_caller(request, "staff.accept", std::move(data));
    if (!accepted) {
        const Error problem = accepted.error();
        if (is_about_link(problem)) co_return useless_link(request, problem, {});
        if (!is_about_form(problem)) co_return member_failure(request, problem);
        auto answer = acceptance_form(request, std::string(form->text("token")), problem);
        auto response = co_await std::move(answer);
        co_return response;
    }
    PageData page("staff_accepted.tpl");
    const auto codes = accepted->root().find("recovery_codes");
    for (const auto& code : codes ? codes->elements() : std::vector<json::Value>{})
        page.content().text_row("CODE", code.as_string().value_or(""));
    co_return finish_member_page(request, page, request.texts().get("staff.accepted.page"));
}

}  // namespace hub::portal
