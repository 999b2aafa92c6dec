#include "portal/pages/access_views.hpp"
#include "portal/pages/account_pages.hpp"
#include "portal/server/caller.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {

boost::asio::awaitable<HttpResponse> sessions_page(PageRequest request) {
    const auto reply = co_await ask_as_caller(request, "account.sessions", "{}");
    if (!reply) co_return refusal(request, reply.error());
    PageData page("sessions.tpl");
    Values values = page.content();
    fill_area(request, values);
    values.set("CSRF", csrf_token(session_of(request.http)));
    const auto sessions = reply->root().find("sessions");
    for (const auto& session : sessions ? sessions->elements() : std::vector<json::Value>{}) {
        Values row = values.row("SESSION");
        row.set("BEGAN", japanese_text(session.string("began_at").value_or("")));
        row.set("SEEN", japanese_text(session.string("seen_at").value_or("")));
        if (session.boolean("current").value_or(false)) row.show("CURRENT");
    }
    co_return finish_member_page(request, page, request.texts().get("sessions.page"));
}

boost::asio::awaitable<HttpResponse> end_sessions_page(PageRequest request) {
    const auto form = read_form(request, true);
    if (!form) co_return member_failure(request, form.error());
    const auto ended = co_await ask_as_caller(request, "account.end_sessions", "{}");
    if (!ended && !is_logged_out(ended.error())) co_return member_failure(request, ended.error());
    auto response = go_to(area_of(request).path("/login?ended=1"));
    end_session(response);
    co_return response;
}

}  // namespace hub::portal
