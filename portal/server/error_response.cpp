#include "portal/server/error_response.hpp"

#include "portal/server/problem.hpp"
#include "router/core/ids.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace {

HttpResponse problem_of(const GateAnswer& answer) {
    const auto trace_id = fresh_trace_id();
    if (answer.field.empty()) return problem_response(answer.status, answer.code, trace_id);
    const Error error{ErrorKind::invalid,
                      std::string(answer.code),
                      std::string(sentence_of(answer.status)),
                      {},
                      {{std::string(answer.field), std::string(answer.problem)}}};
    return problem_response(answer.status, error, trace_id, Language::japanese);
}

HttpResponse page_or_problem(const ErrorPage& page, bool wants_page, int status, std::string_view code,
                             std::string_view trace_id) {
    if (!wants_page || !page) return problem_response(status, code, trace_id);
    return page(status, trace_id);
}

}  // namespace

bool wants_html(std::string_view target, const HttpHeaders& headers) {
    if (target.starts_with("/api/")) return false;
    const auto accept = find_header(headers, "Accept");
    return accept && accept->find("text/html") != std::string_view::npos;
}

std::string fresh_trace_id() { return std::string(trace_id_of(new_traceparent())); }

HttpResponse gate_error(const ErrorPage& page, bool wants_page, const GateAnswer& answer) {
    HttpResponse response;
    response.status = answer.status;
    if (answer.status != 204)
        response = wants_page && page ? page(answer.status, fresh_trace_id()) : problem_of(answer);
    if (!answer.allow.empty()) response.headers.emplace_back("Allow", answer.allow);
    return response;
}

HttpResponse internal_error(const ErrorPage& page, bool wants_page, const HttpEndpoint& endpoint,
                            std::string_view what) {
    const auto trace_id = fresh_trace_id();
    log::error("http.endpoint_failed",
               {{"endpoint", endpoint.method + " " + endpoint.path}, {"what", what}, {"trace_id", trace_id}});
    return page_or_problem(page, wants_page, 500, "internal", trace_id);
}

}  // namespace hub::portal
