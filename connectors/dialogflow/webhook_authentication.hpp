#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "connectors/dialogflow/dialogflow_settings.hpp"
#include "router/core/http.hpp"

namespace hub::http {
class IdentityVerifier;
}

namespace hub::dialogflow {

// Decides whether a request comes from our Dialogflow agent: by Basic authentication, a fixed header or a Google-signed
// identity token. One that is right is enough; one that is there and wrong is refused whatever the others say. The
// proxy's client certificate subject, when configured, must be right besides. Secrets are compared in constant time.
// I/O thread only; the client and the clock must outlive it.
class WebhookAuthentication {
public:
    // Throws std::invalid_argument when none of the three is configured, or one of them only in part.
    WebhookAuthentication(WebhookSettings settings, HttpClient& client, const Clock& clock);
    ~WebhookAuthentication();

    // Errors: unauthenticated (401), forbidden (403: another client certificate), transient (503: the issuer's keys
    // cannot be had).
    boost::asio::awaitable<Result<void>> check(HttpHeaders headers, Deadline deadline);

private:
    WebhookSettings settings_;
    std::unique_ptr<http::IdentityVerifier> identity_;
};

}  // namespace hub::dialogflow
