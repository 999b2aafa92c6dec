#pragma once

#include "connectors/dialogflow/dialogflow_settings.hpp"
#include "connectors/support/google_oauth.hpp"
#include "router/core/connector.hpp"

namespace hub::dialogflow {

// Takes agent.query and returns the agent's reply, with Dialogflow ES v2 detectIntent. A call is repeated only when the
// access token was refused, which means that nothing was done; never after a timeout, because every turn moves the
// dialogue. Kinds of errors: those of http::to_error, of GoogleOauth and of the HttpClient; invalid for bad data.
// I/O thread only; the client and the clock must outlive it.
class DialogflowSink final : public Sink {
public:
    DialogflowSink(DialogflowSettings settings, http::ServiceAccount account, HttpClient& client, const Clock& clock);

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    // Reads the contexts of a session nobody uses. A good outcome counts for 30 s, so that health checks do not eat
    // the quota. Not found counts as good: the service was reached and took our token.
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    boost::asio::awaitable<Result<HttpResponse>> call(HttpRequest request, Deadline deadline);

    const DialogflowSettings settings_;
    http::GoogleOauth oauth_;
    HttpClient& client_;
    const Clock& clock_;
    std::optional<MonotonicTime> last_good_check_;
};

}  // namespace hub::dialogflow
