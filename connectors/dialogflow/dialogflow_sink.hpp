#pragma once

#include "connectors/dialogflow/wire_format.hpp"
#include "connectors/support/google_api_client.hpp"
#include "router/core/connector.hpp"

namespace hub::dialogflow {

// Takes agent.query and returns the agent's reply, with the detectIntent of Dialogflow ES v2 or CX v3. A call is
// repeated only when the access token was refused, which means that nothing was done; never after a timeout, because
// every turn moves the dialogue. Kinds of errors: those of http::to_error, of GoogleOauth and of the HttpClient;
// invalid for bad data. I/O thread only; the client and the clock must outlive it.
class DialogflowSink final : public Sink {
public:
    DialogflowSink(DialogflowSettings settings, http::ServiceAccount account, HttpClient& client, const Clock& clock);

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    // Reads something of a session nobody uses. A good outcome counts for 30 s, so that health checks do not eat
    // the quota. Not found counts as good: the service was reached and took our token.
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    const DialogflowSettings settings_;
    const WireFormat& wire_;
    http::GoogleApiClient client_;
    const Clock& clock_;
    std::optional<MonotonicTime> last_good_check_;
};

}  // namespace hub::dialogflow
