#include <utility>

#include "portal/pages/member_views.hpp"
#include "portal/pages/page_views.hpp"
#include "portal/pages/pages.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {
namespace {

using PageView = boost::asio::awaitable<HttpResponse> (*)(PageRequest);

// What every page endpoint of one listener shares.
struct PageHost {
    std::shared_ptr<const Site> site;
    Router* router;
    const Clock* clock;
    std::string base_url;
};

// The trace of the caller when it brought a valid one, so that one id leads from a proxy's log to a connector's.
std::string trace_of(const HttpRequest& http) {
    const auto given = find_header(http.headers, "traceparent");
    return given && !trace_id_of(*given).empty() ? std::string(*given) : new_traceparent();
}

PageRequest request_for(const PageHost& host, HttpRequest http, Deadline deadline) {
    std::string traceparent = trace_of(http);
    return {host.site->content(), host.router, host.clock, std::move(http), deadline, std::move(traceparent),
            host.base_url};
}

HttpEndpoint page(std::string method, std::string path, PageView view, const std::shared_ptr<const PageHost>& host) {
    HttpEndpoint endpoint;
    endpoint.method = std::move(method);
    endpoint.path = std::move(path);
    endpoint.handler = [view, host](HttpRequest http, Deadline deadline) {
        return view(request_for(*host, std::move(http), deadline));
    };
    return endpoint;
}

// As long as hashing a password may have to wait for its turn.
HttpEndpoint password_form(std::string path, PageView view, const std::shared_ptr<const PageHost>& host) {
    HttpEndpoint endpoint = page("POST", std::move(path), view, host);
    endpoint.time_limit = std::chrono::seconds(30);
    return endpoint;
}

// The question form, so often per client.
HttpEndpoint question_form(const std::shared_ptr<const PageHost>& host, RateLimit questions) {
    HttpEndpoint endpoint = page("POST", "/chat", chat_answer_page, host);
    const auto limit = std::make_shared<PeerRateLimit>(questions, *host->clock);
    endpoint.handler = [limit, host, answer = std::move(endpoint.handler)](HttpRequest http, Deadline deadline) {
        const auto wait = limit->take(http.peer);
        if (wait.count() == 0) return answer(std::move(http), deadline);
        return chat_wait_page(request_for(*host, std::move(http), deadline), wait);
    };
    return endpoint;
}

bool accepts_gzip(const HttpRequest& http) {
    const auto accepted = find_header(http.headers, "Accept-Encoding");
    return accepted && accepted->find("gzip") != std::string_view::npos &&
           accepted->find("gzip;q=0") == std::string_view::npos;
}

boost::asio::awaitable<HttpResponse> serve_asset(PageRequest request) {
    const auto file = find_parameter(request.http.path_parameters, "file").value_or(std::string_view());
    HttpResponse response = request.content->assets.serve(file, accepts_gzip(request.http));
    if (response.status == 404) response = render_error_page(*request.content, 404);
    co_return response;
}

}  // namespace

std::vector<HttpEndpoint> page_endpoints(std::shared_ptr<const Site> site, Router& router, const Clock& clock,
                                         std::string base_url, RateLimit questions) {
    const auto host = std::make_shared<const PageHost>(PageHost{std::move(site), &router, &clock, std::move(base_url)});
    return {page("GET", "/", start_page, host),
            page("GET", "/shops", shops_page, host),
            page("GET", "/shops/{shop_id}", shop_page, host),
            page("GET", "/chat", chat_page, host),
            question_form(host, questions),
            page("GET", "/about", about_page, host),
            page("GET", "/register", register_page, host),
            page("POST", "/register", register_send_page, host),
            page("GET", "/register/confirm", confirm_page, host),
            password_form("/register/confirm", confirm_send_page, host),
            page("GET", "/login", login_page, host),
            password_form("/login", login_send_page, host),
            page("POST", "/logout", logout_page, host),
            page("GET", "/me", me_page, host),
            page("GET", "/sessions", sessions_page, host),
            page("POST", "/sessions", end_sessions_page, host),
            page("GET", "/staff/login", staff_login_page, host),
            password_form("/staff/login", staff_login_send_page, host),
            page("POST", "/staff/login/second-step", staff_code_send_page, host),
            page("POST", "/staff/logout", staff_logout_page, host),
            page("GET", "/staff/accept", staff_accept_page, host),
            password_form("/staff/accept", staff_accept_send_page, host),
            page("GET", "/staff", staff_start_page, host),
            page("GET", "/staff/accounts", staff_accounts_page, host),
            page("POST", "/staff/accounts", staff_invite_page, host),
            page("GET", "/staff/accounts/{staff_id}", staff_account_page, host),
            page("POST", "/staff/accounts/{staff_id}", staff_account_change_page, host),
            page("GET", "/staff/members", staff_members_page, host),
            page("POST", "/staff/members", staff_members_send_page, host),
            page("GET", "/staff/keys", staff_keys_page, host),
            page("POST", "/staff/keys", staff_keys_send_page, host),
            page("POST", "/staff/keys/{key_id}", staff_key_revoke_page, host),
            page("GET", "/staff/audit", staff_audit_page, host),
            page("GET", "/staff/audit/export", staff_audit_export_page, host),
            page("GET", "/assets/{file}", serve_asset, host)};
}

}  // namespace hub::portal
