#include "connectors/dialogflow/dialogflow_webhook.hpp"

#include "connectors/dialogflow/webhook_authentication.hpp"
#include "connectors/dialogflow/wire_format.hpp"
#include "connectors/support/single_flight.hpp"
#include "router/core/json.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::chrono::milliseconds kBudget{3500};
constexpr std::size_t kMostBodyBytes = 256 * 1024;
constexpr std::string_view kTooSlow =
    "ただいま混み合っていて、お調べするのに時間がかかっています。少し待ってから、もう一度お尋ねください。";

struct Webhook {
    Webhook(WebhookSettings settings, Router& asked_router, http::WebhookAnswers& kept_answers, HttpClient& client,
            const Clock& injected_clock)
        : wire(wire_format(settings.edition)),
          authentication(std::move(settings), client, injected_clock),
          router(asked_router),
          answers(kept_answers),
          clock(injected_clock) {}

    const WireFormat& wire;
    WebhookAuthentication authentication;
    Router& router;
    http::WebhookAnswers& answers;
    const Clock& clock;
    http::SingleFlight flight;
};

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid: return 400;
        case ErrorKind::unauthenticated: return 401;
        case ErrorKind::forbidden: return 403;
        case ErrorKind::transient:
        case ErrorKind::throttled:
        case ErrorKind::cancelled:
        case ErrorKind::not_begun:
        case ErrorKind::unknown_outcome: return 503;
        default: return 500;
    }
}

std::string_view title_of(int status) {
    switch (status) {
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 503: return "Service Unavailable";
        default: return "Internal Server Error";
    }
}

HttpResponse problem(const Error& error) {
    const int status = status_of(error.kind);
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "about:blank");
    writer.member("status", status);
    writer.member("title", title_of(status));
    // Who may not come in, or met our own trouble, learns no more than that.
    if (status == 400) {
        writer.member("detail", error.detail);
        writer.key("errors");
        writer.begin_array();
        for (const auto& field : error.fields) {
            writer.begin_object();
            writer.member("field", field.field);
            writer.member("problem", field.problem);
            writer.end_object();
        }
        writer.end_array();
    }
    writer.end_object();
    HttpResponse response{status, {{"Content-Type", "application/problem+json"}}, writer.take(), nullptr};
    if (status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"dialogflow\", charset=\"UTF-8\"");
    return response;
}

HttpResponse success(SharedText body) {
    return {
        200, {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}}, "", std::move(body)};
}

// The whole answer to a call that is not under way yet: the kept one, or a new one that is kept.
boost::asio::awaitable<Result<SharedText>> answer(std::shared_ptr<Webhook> webhook, WebhookCall call,
                                                  Deadline deadline) {
    auto kept = co_await webhook->answers.find(call.key, deadline);
    if (kept && *kept) {
        metrics::number("hub_dialogflow_webhook_repeats_total").fetch_add(1);
        co_return kept;
    }
    auto message = make_message(webhook->clock, "/connectors/dialogflow", "agent.fulfilment", std::move(call.data));
    auto reply = co_await webhook->router.ask(std::move(message), deadline);
    if (!reply) co_return reply.error();
    auto response = webhook->wire.write_webhook_response(*reply ? std::string_view(**reply) : std::string_view(), call);
    if (!response) co_return response.error();
    auto body = std::make_shared<const std::string>(std::move(response).value());
    auto stands = co_await webhook->answers.keep(call.key, body, deadline);
    co_return stands ? *stands : body;
}

boost::asio::awaitable<HttpResponse> serve(std::shared_ptr<Webhook> webhook, HttpRequest request, Deadline deadline) {
    const auto limit = deadline.at_most(webhook->clock, kBudget);
    auto admitted = co_await webhook->authentication.check(std::move(request.headers), limit);
    if (!admitted) {
        log::warning("dialogflow_webhook.refused", {{"code", admitted.error().code}, {"peer", request.peer}});
        co_return problem(admitted.error());
    }
    auto call = webhook->wire.read_webhook_request(request.body);
    if (!call) co_return problem(call.error());
    const auto key = call->key;
    http::SingleFlight::Operation operation = [webhook, call = *call, limit]() { return answer(webhook, call, limit); };
    auto body = co_await webhook->flight.join(key, std::move(operation), limit);
    if (body) co_return success(*body);
    // Out of time, here or further in: say so rather than nothing.
    if (body.error().kind == ErrorKind::cancelled) {
        metrics::number("hub_dialogflow_webhook_slow_total").fetch_add(1);
        co_return success(std::make_shared<const std::string>(webhook->wire.webhook_text_response(kTooSlow)));
    }
    log::error("dialogflow_webhook.failed", {{"code", body.error().code}, {"detail", body.error().detail}});
    co_return problem(body.error());
}

}  // namespace

HttpEndpoint webhook_endpoint(WebhookSettings settings, Router& router, http::WebhookAnswers& answers,
                              HttpClient& client, const Clock& clock) {
    auto webhook = std::make_shared<Webhook>(std::move(settings), router, answers, client, clock);
    HttpHandler handler = [webhook](HttpRequest request, Deadline deadline) {
        return serve(webhook, std::move(request), deadline);
    };
    return {"POST", "/webhooks/dialogflow", std::move(handler), kMostBodyBytes, std::chrono::milliseconds(4500)};
}

}  // namespace hub::dialogflow
