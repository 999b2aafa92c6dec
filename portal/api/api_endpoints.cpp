#include "portal/api/api_endpoints.hpp"

#include <stdexcept>

#include "portal/api/rate_limit_fields.hpp"
#include "portal/api/request_validation.hpp"
#include "portal/api/session_endpoint.hpp"
#include "portal/server/ask_once.hpp"
#include "portal/server/entity_tag.hpp"
#include "portal/server/header_syntax.hpp"
#include "portal/server/problem.hpp"
#include "router/core/ids.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace asio = boost::asio;
namespace {

// What the requests of one operation share.
struct Service {
    Service(std::shared_ptr<const OpenApiContract> whole, const Operation& one, Router& any_router,
            const Clock& any_clock, std::shared_ptr<const ChangeService> any_changes, const FormCheck* any_check)
        : contract(std::move(whole)),
          operation(one),
          router(any_router),
          clock(any_clock),
          changes(std::move(any_changes)),
          form_check(any_check) {
        if (operation.rate_limit) limit.emplace(*operation.rate_limit, clock);
    }
    std::shared_ptr<const OpenApiContract> contract;  // keeps `operation`
    const Operation& operation;
    Router& router;
    const Clock& clock;
    const std::shared_ptr<const ChangeService> changes;
    const FormCheck* const form_check;  // null: the contract says all
    std::optional<PeerRateLimit> limit;
};

// What accounts change, their handlers carry out once themselves.
bool is_carried_out_here(const Operation& operation) {
    return operation.key_use != KeyUse::unneeded && operation.session_use == SessionUse::none;
}

std::string fresh_trace() { return std::string(trace_id_of(new_traceparent())); }

Error too_many(Language language, std::chrono::milliseconds wait) {
    return {ErrorKind::throttled, std::string(kTooMany),
            language == Language::english ? "too many requests in a short time"
                                          : "短い時間に送られた回数が多すぎます。少しお待ちください。",
            wait};
}

bool is_json(const HttpHeaders& headers) {
    const auto type = find_header(headers, "Content-Type");
    return type && equals_ignoring_case(without_blanks(type->substr(0, type->find(';'))), "application/json");
}

// An answer that needs no router: a body that is not JSON, or a page of another site that asks.
std::optional<HttpResponse> early_answer(const Service& service, const HttpRequest& request) {
    const auto language = service.operation.language;
    if (!request.body.empty() && service.operation.body && !is_json(request.headers))
        return problem_response(415, "request.media_type", fresh_trace(), language);
    return forged_answer(service.operation, request, fresh_trace());
}

asio::awaitable<HttpResponse> answer(std::shared_ptr<Service> service, HttpRequest request, Deadline deadline) {
    auto early = early_answer(*service, request);
    if (early) co_return std::move(*early);
    const auto& operation = service->operation;
    auto data = request_data(operation, request, service->form_check);
    if (!data) co_return problem_response(data.error(), fresh_trace(), operation.language);
    if (is_carried_out_here(operation)) {
        auto changed =
            answer_change(service->changes, operation, std::move(request), std::move(*data), service->clock, deadline);
        auto response = co_await std::move(changed);
        co_return response;
    }
    Message message = make_message(service->clock, "/portal", operation.message_type, std::move(*data));
    const std::string traceparent(message.extension("traceparent"));
    if (operation.session_use != SessionUse::none) name_api_caller(message, request);
    std::optional<std::string> key;
    if (operation.key_use != KeyUse::unneeded) {
        auto named = change_key(operation, request);
        if (!named) co_return problem_response(named.error(), trace_id_of(traceparent), operation.language);
        key = std::move(*named);
    }
    auto question = ask_once(service->router, service->clock, std::move(message), std::move(key), deadline);
    Result<SharedText> reply = co_await std::move(question);
    if (!reply) co_return change_failure(operation, reply.error(), trace_id_of(traceparent));
    if (!*reply) reply = std::make_shared<const std::string>("null");
    if (operation.session_use != SessionUse::none) co_return session_answer(operation, std::move(*reply));
    auto response = api_success(operation, std::move(*reply));
    if (operation.method == "GET") send_unless_held(response, request.headers);
    co_return response;
}

// The same within the operation's rate limit; every answer says what is left of it.
asio::awaitable<HttpResponse> limited_answer(std::shared_ptr<Service> service, HttpRequest request, Deadline deadline) {
    const auto& operation = service->operation;
    const auto allowance = service->limit->take(request.peer);
    HttpResponse response;
    if (allowance.wait.count() > 0) {
        response = problem_response(too_many(operation.language, allowance.wait), fresh_trace(), operation.language);
    } else {
        auto within = answer(service, std::move(request), deadline);
        response = co_await std::move(within);
    }
    append_rate_limit(response, operation.id, *operation.rate_limit, allowance);
    co_return response;
}

}  // namespace

std::vector<HttpEndpoint> api_endpoints(std::shared_ptr<const OpenApiContract> contract, Router& router,
                                        const Clock& clock, std::shared_ptr<const ChangeService> changes,
                                        const FormChecks& form_checks) {
    std::vector<HttpEndpoint> endpoints;
    for (const auto& operation : contract->operations) {
        if (operation.message_type.empty()) continue;
        if (is_carried_out_here(operation) && (!changes || !changes->changes.contains(operation.message_type)))
            throw std::invalid_argument("nothing carries out " + operation.message_type + " of " + operation.id);
        const auto check = form_checks.find(operation.message_type);
        HttpEndpoint endpoint;
        endpoint.method = operation.method;
        endpoint.path = operation.path;
        endpoint.body_limit = operation.body ? operation.body->most_bytes : 0;
        endpoint.time_limit = operation.time_limit;
        endpoint.handler = [service = std::make_shared<Service>(contract, operation, router, clock, changes,
                                                                check == form_checks.end() ? nullptr : check->second)](
                               HttpRequest request, Deadline deadline) {
            return service->limit ? limited_answer(service, std::move(request), deadline)
                                  : answer(service, std::move(request), deadline);
        };
        endpoints.push_back(std::move(endpoint));
    }
    return endpoints;
}

}  // namespace hub::portal
