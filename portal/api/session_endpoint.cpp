#include "portal/api/session_endpoint.hpp"

#include "portal/api/change_endpoint.hpp"
#include "portal/api/cross_site.hpp"
#include "portal/server/problem.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/json.hpp"

namespace hub::portal {
namespace {

HttpResponse forbidden(std::string_view code, std::string detail, std::string_view trace_id) {
    const Error error{ErrorKind::forbidden, std::string(code), std::move(detail)};
    return problem_response(error, trace_id);
}

bool wants_proof(const Operation& operation, const HttpRequest& request) {
    const bool about_a_session =
        operation.session_use == SessionUse::needed || operation.session_use == SessionUse::ends;
    return about_a_session && operation.method != "GET" && !session_of(request).empty();
}

void hide_token(HttpResponse& response, const json::Value& reply) {
    const auto session = reply.string("session").value_or("");
    if (session.empty()) return;  // a second step comes before
    json::Writer writer;
    writer.begin_object();
    for (const auto& [name, value] : reply.members()) {
        if (name == "session") continue;
        writer.key(name);
        writer.raw(value.to_json());
    }
    writer.member("csrf_token", csrf_token(session));
    writer.end_object();
    response.shared_body = std::make_shared<const std::string>(writer.take());
    begin_session(response, session, std::chrono::seconds(reply.integer("session_seconds").value_or(0)));
}

}  // namespace

std::optional<HttpResponse> forged_answer(const Operation& operation, const HttpRequest& request,
                                          std::string_view trace_id) {
    if (operation.session_use == SessionUse::none) return std::nullopt;
    if (operation.method != "GET" && is_cross_site(request))
        return forbidden("request.cross_site", "ほかのサイトのページからは、この操作はできません。", trace_id);
    if (wants_proof(operation, request) &&
        !proves_session(request, find_header(request.headers, "X-CSRF-Token").value_or("")))
        return forbidden("request.csrf", "X-CSRF-Token に、ログインの応答の csrf_token を指定してください。", trace_id);
    return std::nullopt;
}

HttpResponse session_answer(const Operation& operation, SharedText reply) {
    auto response = api_success(operation, reply);
    forbid_keeping(response);
    if (operation.session_use == SessionUse::ends) end_session(response);
    if (operation.session_use != SessionUse::begins) return response;
    const auto document = json::Document::parse(*reply);
    if (document) hide_token(response, document->root());
    else response.shared_body = std::make_shared<const std::string>("{}");
    return response;
}

}  // namespace hub::portal
