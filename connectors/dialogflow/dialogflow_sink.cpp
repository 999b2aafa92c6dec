#include "connectors/dialogflow/dialogflow_sink.hpp"

#include "connectors/support/status_mapping.hpp"

namespace hub::dialogflow {
namespace {

constexpr const char* kScope = "https://www.googleapis.com/auth/dialogflow";
constexpr std::chrono::seconds kCheckHolds{30};

}  // namespace

DialogflowSink::DialogflowSink(DialogflowSettings settings, http::ServiceAccount account, HttpClient& client,
                               const Clock& clock)
    : settings_(std::move(settings)),
      wire_(wire_format(settings_.edition)),
      client_(std::move(account), kScope, client, clock),
      clock_(clock) {}

boost::asio::awaitable<Result<Receipt>> DialogflowSink::deliver(Message message, Delivery delivery) {
    const auto data = json::Document::parse(message.data_text());
    if (!data) co_return data.error();
    auto prepared = wire_.to_detect_intent(data->root(), settings_);
    if (!prepared) co_return prepared.error();
    HttpRequest request{"POST",
                        std::move(prepared->url),
                        {{"Content-Type", "application/json; charset=utf-8"}},
                        std::move(prepared->body),
                        ""};
    auto response = co_await client_.send(std::move(request), delivery.deadline);
    if (!response) co_return response.error();
    if (response->status != 200) co_return http::to_error("dialogflow", *response, clock_);
    auto reply = wire_.from_detect_intent(response->body);
    if (!reply) co_return reply.error();
    co_return Receipt{"", std::make_shared<const std::string>(std::move(reply).value())};
}

boost::asio::awaitable<Result<void>> DialogflowSink::check(Deadline deadline) {
    if (last_good_check_ && clock_.monotonic() < *last_good_check_ + kCheckHolds) co_return Result<void>::success();
    HttpRequest request{"GET", wire_.check_url(settings_), {{"Accept", "application/json"}}, "", ""};
    auto response = co_await client_.send(std::move(request), deadline);
    if (!response) co_return response.error();
    if (response->status != 200 && response->status != 404) co_return http::to_error("dialogflow", *response, clock_);
    last_good_check_ = clock_.monotonic();
    co_return Result<void>::success();
}

}  // namespace hub::dialogflow
