#include "connectors/dialogflow/dialogflow_sink.hpp"

#include "connectors/dialogflow/detect_intent_wire.hpp"
#include "connectors/dialogflow/session_path.hpp"
#include "connectors/support/status_mapping.hpp"
#include "router/core/log.hpp"

namespace hub::dialogflow {
namespace {

constexpr const char* kScope = "https://www.googleapis.com/auth/dialogflow";
constexpr std::chrono::seconds kCheckHolds{30};

HttpRequest with_token(HttpRequest request, const SharedText& token) {
    request.headers.emplace_back("Authorization", "Bearer " + *token);
    return request;
}

}  // namespace

DialogflowSink::DialogflowSink(DialogflowSettings settings, http::ServiceAccount account, HttpClient& client,
                               const Clock& clock)
    : settings_(std::move(settings)),
      oauth_(std::move(account), kScope, client, clock),
      client_(client),
      clock_(clock) {}

// Sends the request with an access token, and once more with a new one when the first is refused.
boost::asio::awaitable<Result<HttpResponse>> DialogflowSink::call(HttpRequest request, Deadline deadline) {
    for (int attempt = 1;; ++attempt) {
        auto token = co_await oauth_.token(deadline);
        if (!token) co_return token.error();
        auto authorised = with_token(request, *token);
        auto response = co_await client_.send(std::move(authorised), deadline);
        if (!response || response->status != 401 || attempt == 2) co_return response;
        log::info("dialogflow.token_refused");
        oauth_.refused(*token);
    }
}

boost::asio::awaitable<Result<Receipt>> DialogflowSink::deliver(Message message, Delivery delivery) {
    const auto data = json::Document::parse(message.data_text());
    if (!data) co_return data.error();
    auto prepared = to_detect_intent(data->root(), settings_);
    if (!prepared) co_return prepared.error();
    HttpRequest request{"POST",
                        std::move(prepared->url),
                        {{"Content-Type", "application/json; charset=utf-8"}},
                        std::move(prepared->body),
                        ""};
    auto response = co_await call(std::move(request), delivery.deadline);
    if (!response) co_return response.error();
    if (response->status != 200) co_return http::to_error("dialogflow", *response, clock_);
    auto reply = from_detect_intent(response->body);
    if (!reply) co_return reply.error();
    co_return Receipt{"", std::make_shared<const std::string>(std::move(reply).value())};
}

boost::asio::awaitable<Result<void>> DialogflowSink::check(Deadline deadline) {
    if (last_good_check_ && clock_.monotonic() < *last_good_check_ + kCheckHolds) co_return Result<void>::success();
    HttpRequest request{
        "GET", session_url(settings_, "health-check", "/contexts"), {{"Accept", "application/json"}}, "", ""};
    auto response = co_await call(std::move(request), deadline);
    if (!response) co_return response.error();
    if (response->status != 200 && response->status != 404) co_return http::to_error("dialogflow", *response, clock_);
    last_good_check_ = clock_.monotonic();
    co_return Result<void>::success();
}

}  // namespace hub::dialogflow
