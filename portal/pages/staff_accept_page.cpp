#include "portal/pages/account_pages.hpp"
#include "portal/pages/qr_code.hpp"
#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

void fill_facts(const Texts& texts, Values facts, const json::Value& invitation) {
    fill_staff_fact(facts, texts.get("field.name"), invitation.string("name").value_or(""));
    fill_staff_fact(facts, texts.get("field.mail"), invitation.string("mail").value_or(""));
    fill_staff_fact(facts, texts.get("field.role"),
                    texts.get("staff.role." + std::string(invitation.string("role").value_or(""))));
    fill_staff_fact(facts, texts.get("staff.accept.until"),
                    japanese_text(invitation.string("expires_at").value_or("")));
}

void fill_authenticator(Values app, const json::Value& invitation) {
    const auto code = qr_code(invitation.string("authenticator_uri").value_or(""));
    if (!code.path.empty()) {
        Values drawing = app.row("QR");
        drawing.set("SIZE", std::to_string(code.size));
        drawing.set("PATH", code.path);
    }
    app.set("SECRET", invitation.string("typed_secret").value_or(""));
}

// The secret of the page that was sent cannot be drawn again without telling it. So a new one is shown when something
// that was typed is wrong, perhaps because the app has another; else the app stays as it was set up.
void fill_setup(Values values, const TypedForm& form, const Result<json::Document>& invitation, const Error* problem) {
    if (!invitation || (problem && problem->fields.empty())) {
        values.set("SETUP", form.text("setup"));
        return values.show("SAME_APP");
    }
    values.set("SETUP", invitation->root().string("setup").value_or(""));
    Values app = values.row("NEW_APP");
    if (problem) app.show("AGAIN");
    fill_authenticator(app, invitation->root());
}

// `form`: the link's token and, when it was sent, what else stood in it.
boost::asio::awaitable<HttpResponse> acceptance_form(PageRequest request, TypedForm form,
                                                     std::optional<Error> problem) {
    std::string data = data_of(form, {"token"});
    const auto invitation = co_await ask_as_caller(request, "staff.invitation", std::move(data));
    if (!invitation && is_about_link(invitation.error())) co_return useless_link(request, invitation.error(), {});
    if (!invitation && !problem) co_return member_failure(request, invitation.error());
    PageData page("staff_accept.tpl");
    Values values = page.content();
    values.set("TOKEN", form.text("token"));
    values.set("MAIL", invitation ? invitation->root().string("mail").value_or("") : form.text("mail"));
    if (invitation) fill_facts(request.texts(), values.row("FACTS"), invitation->root());
    fill_setup(values, form, invitation, problem ? &*problem : nullptr);
    if (problem) fill_problems(request.texts(), values, *problem);
    co_return finish_member_page(request, page, request.texts().get("staff.accept.page"),
                                 problem ? &*problem : nullptr);
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_accept_page(PageRequest request) {
    TypedForm form = query_form(request);
    auto answer = acceptance_form(std::move(request), std::move(form), std::nullopt);
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
        auto answer = acceptance_form(request, *form, problem);
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
