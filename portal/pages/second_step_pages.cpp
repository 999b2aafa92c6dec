#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"
#include "portal/pages/qr_code.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

void fill_state(const Texts& texts, Values values, const json::Value& state) {
    const auto method = state.string("method").value_or("none");
    if (method == "none") {
        values.set("STATE", texts.get("access.step.none"));
        return;
    }
    values.set("STATE", method == "mail" ? texts.get("access.step.mail") : texts.get("access.step.app"));
    const auto left = std::to_string(state.integer("recovery_codes").value_or(0));
    values.text_row("LEFT", texts.format("access.step.left", {{"count", left}}));
}

// The state and the forms that change it; a problem belongs to the form it came from.
asio::awaitable<HttpResponse> settings(PageRequest request, TypedForm form, std::optional<Error> problem, bool ending) {
    auto type = area_of(request).message_type("second_step");
    const auto state = co_await ask_as_caller(request, std::move(type), "{}");
    if (!state && (!problem || !is_about_form(state.error()))) co_return refusal(request, state.error());
    if (!state) problem = state.error();
    PageData page(ending ? "second_step_end.tpl" : "second_step.tpl");
    Values values = page.content();
    if (state) fill_state(request.texts(), values, state->root());
    else values.set("STATE", request.texts().get("access.step.unknown"));
    const bool on = state && state->root().string("method").value_or("none") != "none";
    values.set("ACTION", area_of(request).path(ending ? "/me/second-step/end" : "/me/second-step"));
    fill_area(request, values);
    values.set("CSRF", csrf_token(session_of(request.http)));
    if (on && !ending) values.text_row("ON", area_of(request).path("/me/second-step/end"));
    if (ending && (on || problem)) values.show("ENDING");
    if (ending) values.set("BACK", area_of(request).path("/me/second-step"));
    if (form.has("method", "mail")) values.show("BY_MAIL");
    if (form.has("method", "authenticator")) values.show("BY_APP");
    if (problem) fill_problems(request.texts(), values, *problem);
    co_return finish_member_page(request, page, request.texts().get(ending ? "access.step.end" : "access.step.page"),
                                 problem ? &*problem : nullptr);
}

struct App {
    std::string secret;
    std::string uri;
    std::string ticket;
};

HttpResponse app_form(const PageRequest& request, const App& app, const Error* problem) {
    PageData page("second_step_app.tpl");
    Values values = page.content();
    const auto drawn = qr_code(app.uri);
    values.set("SIZE", std::to_string(drawn.size));
    values.set("PATH", drawn.path);
    values.set("SECRET", app.secret);
    values.set("URI", app.uri);
    values.set("TICKET", app.ticket);
    values.set("ACTION", area_of(request).path("/me/second-step/confirm"));
    values.set("BACK", area_of(request).path("/me/second-step"));
    values.set("CSRF", csrf_token(session_of(request.http)));
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_member_page(request, page, request.texts().get("access.app.page"), problem);
}

HttpResponse codes_page(const PageRequest& request, const json::Value& reply) {
    PageData page("second_step_codes.tpl");
    Values values = page.content();
    const auto codes = reply.find("recovery_codes");
    for (const auto& code : codes ? codes->elements() : std::vector<json::Value>{})
        values.text_row("CODE", code.as_string().value_or(""));
    fill_area(request, values);
    return finish_member_page(request, page, request.texts().get("access.codes.page"));
}

}  // namespace

asio::awaitable<HttpResponse> second_step_page(PageRequest request) {
    auto answer = settings(std::move(request), {}, std::nullopt, false);
    auto response = co_await std::move(answer);
    co_return response;
}

asio::awaitable<HttpResponse> second_step_begin_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    if (form->problem) {
        auto answer = settings(request, form->typed, form->problem, false);
        auto response = co_await std::move(answer);
        co_return response;
    }
    std::string data = data_of(form->typed, {"method", "password"});
    auto type = area_of(request).message_type("begin_second_step");
    const auto begun = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (!begun && !is_about_form(begun.error())) co_return refusal(request, begun.error());
    if (!begun) {
        auto answer = settings(request, form->typed, begun.error(), false);
        auto response = co_await std::move(answer);
        co_return response;
    }
    const auto reply = begun->root();
    const auto text = [&reply](std::string_view name) { return std::string(reply.string(name).value_or("")); };
    if (text("ticket").empty()) co_return codes_page(request, reply);
    co_return app_form(request, {text("secret"), text("uri"), text("ticket")}, nullptr);
}

asio::awaitable<HttpResponse> second_step_confirm_page(PageRequest request) {
    const auto sent = read_session_form(request);
    if (!sent) co_return member_failure(request, sent.error());
    const TypedForm& form = sent->typed;
    const App app{std::string(form.text("secret")), std::string(form.text("uri")), std::string(form.text("ticket"))};
    if (sent->problem) co_return app_form(request, app, &*sent->problem);
    std::string data = data_of(form, {"ticket", "code"});
    auto type = area_of(request).message_type("confirm_authenticator");
    const auto begun = co_await ask_as_caller(request, std::move(type), std::move(data));
    if (begun) co_return codes_page(request, begun->root());
    // What was scanned is of no use any more: the state, and what begins anew.
    if (begun.error().kind == ErrorKind::conflict) {
        auto answer = settings(request, {}, begun.error(), false);
        auto response = co_await std::move(answer);
        co_return response;
    }
    if (!is_about_form(begun.error()))
        co_return refusal(request, begun.error(), area_of(request).path("/me/second-step"));
    co_return app_form(request, app, &begun.error());
}

asio::awaitable<HttpResponse> second_step_end_form(PageRequest request) {
    auto answer = settings(std::move(request), {}, std::nullopt, true);
    auto response = co_await std::move(answer);
    co_return response;
}

asio::awaitable<HttpResponse> second_step_end_page(PageRequest request) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    std::optional<Error> problem = form->problem;
    if (!problem) {
        std::string data = data_of(form->typed, {"password"});
        auto type = area_of(request).message_type("end_second_step");
        const auto ended = co_await ask_as_caller(request, std::move(type), std::move(data));
        if (ended) co_return go_to(area_of(request).path("/me/second-step"));
        if (!is_about_form(ended.error())) co_return refusal(request, ended.error());
        problem = ended.error();
    }
    auto answer = settings(request, form->typed, std::move(problem), true);
    auto response = co_await std::move(answer);
    co_return response;
}

}  // namespace hub::portal
