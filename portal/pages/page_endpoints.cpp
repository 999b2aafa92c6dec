#include <utility>

#include "portal/pages/access_views.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/pages/owner_views.hpp"
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
        const auto wait = limit->take(http.peer).wait;
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

void add_member_pages(std::vector<HttpEndpoint>& endpoints, const std::shared_ptr<const PageHost>& host) {
    const auto add = [&](HttpEndpoint endpoint) { endpoints.push_back(std::move(endpoint)); };
    add(page("GET", "/register/confirm", confirm_page, host));
    add(password_form("/register/confirm", confirm_send_page, host));
    add(page("GET", "/me", me_page, host));
    add(page("GET", "/me/profile", profile_page, host));
    add(page("POST", "/me/profile", profile_send_page, host));
    add(page("GET", "/me/favorites", favorites_page, host));
    add(page("POST", "/shops/{shop_id}/favorite", set_favorite_page, host));
    add(page("GET", "/me/card", card_page, host));
    add(page("GET", "/me/export", export_page, host));
    add(page("GET", "/me/leave", leave_page, host));
    add(password_form("/me/leave", leave_send_page, host));
}

void add_owner_pages(std::vector<HttpEndpoint>& endpoints, const std::shared_ptr<const PageHost>& host) {
    const auto add = [&](HttpEndpoint endpoint) { endpoints.push_back(std::move(endpoint)); };
    add(page("GET", "/owners", owner_page, host));
    add(page("GET", "/owners/profile", owner_profile_page, host));
    add(page("POST", "/owners/profile", owner_profile_send_page, host));
    add(page("GET", "/owners/me/export", export_page, host));
    add(page("GET", "/owners/me/leave", leave_page, host));
    add(password_form("/owners/me/leave", leave_send_page, host));
    add(page("GET", "/owners/register/confirm", owner_confirm_page, host));
    add(password_form("/owners/register/confirm", owner_confirm_send_page, host));
}

void add_staff_pages(std::vector<HttpEndpoint>& endpoints, const std::shared_ptr<const PageHost>& host) {
    const auto add = [&](HttpEndpoint endpoint) { endpoints.push_back(std::move(endpoint)); };
    add(page("GET", "/staff/login", staff_login_page, host));
    add(password_form("/staff/login", staff_login_send_page, host));
    add(page("POST", "/staff/login/second-step", staff_code_send_page, host));
    add(page("POST", "/staff/logout", staff_logout_page, host));
    add(page("GET", "/staff/accept", staff_accept_page, host));
    add(password_form("/staff/accept", staff_accept_send_page, host));
    add(page("GET", "/staff/sessions", sessions_page, host));
    add(page("POST", "/staff/sessions", end_sessions_page, host));
    add(page("GET", "/staff", staff_start_page, host));
    add(page("GET", "/staff/accounts", staff_accounts_page, host));
    add(page("POST", "/staff/accounts", staff_invite_page, host));
    add(page("GET", "/staff/accounts/{staff_id}", staff_account_page, host));
    add(page("POST", "/staff/accounts/{staff_id}", staff_account_change_page, host));
    add(page("GET", "/staff/members", staff_members_page, host));
    add(page("POST", "/staff/members", staff_members_send_page, host));
    add(page("POST", "/staff/members/{user_id}/second-step", staff_member_lift_page, host));
    add(page("GET", "/staff/owners", staff_owners_page, host));
    add(page("POST", "/staff/owners", staff_owners_send_page, host));
    add(page("POST", "/staff/owners/{owner_id}/second-step", staff_owner_lift_page, host));
    add(page("GET", "/staff/keys", staff_keys_page, host));
    add(page("POST", "/staff/keys", staff_keys_send_page, host));
    add(page("POST", "/staff/keys/{key_id}", staff_key_revoke_page, host));
    add(page("GET", "/staff/audit", staff_audit_page, host));
    add(page("GET", "/staff/audit/export", staff_audit_export_page, host));
}

// The pages about getting in of one kind of accounts, whose pages begin with `base` (see account_pages.hpp).
void add_access_pages(std::vector<HttpEndpoint>& endpoints, const std::string& base,
                      const std::shared_ptr<const PageHost>& host) {
    const auto add = [&](HttpEndpoint endpoint) { endpoints.push_back(std::move(endpoint)); };
    add(page("GET", base + "/register", register_page, host));
    add(page("POST", base + "/register", register_send_page, host));
    add(page("GET", base + "/login", login_page, host));
    add(password_form(base + "/login", login_send_page, host));
    add(page("POST", base + "/logout", logout_page, host));
    add(page("GET", base + "/sessions", sessions_page, host));
    add(page("POST", base + "/sessions", end_sessions_page, host));
    add(page("GET", base + "/password/forgotten", forgotten_page, host));
    add(page("POST", base + "/password/forgotten", forgotten_send_page, host));
    add(page("GET", base + "/password/reset", reset_page, host));
    add(password_form(base + "/password/reset", reset_send_page, host));
    add(page("GET", base + "/login/link", login_link_page, host));
    add(page("POST", base + "/login/link", login_link_send_page, host));
    add(page("GET", base + "/login/link/confirm", login_confirm_page, host));
    add(page("POST", base + "/login/link/confirm", login_confirm_send_page, host));
    add(page("POST", base + "/login/code", login_code_page, host));
    add(page("GET", base + "/me/password", own_password_page, host));
    add(password_form(base + "/me/password", own_password_send_page, host));
    add(page("GET", base + "/me/mail", own_mail_page, host));
    add(password_form(base + "/me/mail", own_mail_send_page, host));
    add(page("GET", base + "/mail/confirm", mail_confirm_page, host));
    add(page("POST", base + "/mail/confirm", mail_confirm_send_page, host));
    add(page("GET", base + "/me/second-step", second_step_page, host));
    add(password_form(base + "/me/second-step", second_step_begin_page, host));
    add(page("POST", base + "/me/second-step/confirm", second_step_confirm_page, host));
    add(page("GET", base + "/me/second-step/end", second_step_end_form, host));
    add(password_form(base + "/me/second-step/end", second_step_end_page, host));
}

}  // namespace

std::vector<HttpEndpoint> page_endpoints(std::shared_ptr<const Site> site, Router& router, const Clock& clock,
                                         std::string base_url, RateLimit questions) {
    const auto host = std::make_shared<const PageHost>(PageHost{std::move(site), &router, &clock, std::move(base_url)});
    std::vector<HttpEndpoint> endpoints{page("GET", "/", start_page, host),
                                        page("GET", "/shops", shops_page, host),
                                        page("GET", "/shops/{shop_id}", shop_page, host),
                                        page("GET", "/chat", chat_page, host),
                                        question_form(host, questions),
                                        page("GET", "/about", about_page, host),
                                        page("GET", "/verify", verify_page, host),
                                        page("POST", "/verify", verify_send_page, host),
                                        page("GET", "/verify_worker.js", verify_worker, host),
                                        page("GET", "/assets/{file}", serve_asset, host)};
    add_member_pages(endpoints, host);
    add_owner_pages(endpoints, host);
    add_staff_pages(endpoints, host);
    add_access_pages(endpoints, "", host);
    add_access_pages(endpoints, "/owners", host);
    return endpoints;
}

}  // namespace hub::portal
