#pragma once

#include "connectors/support/google_oauth.hpp"

namespace hub::http {

// Sends requests to a Google API in the name of a service account. A request goes out once more, with a new access
// token, only when the first token was refused, which means that nothing was done. I/O thread only; the client and the
// clock must outlive it.
class GoogleApiClient {
public:
    GoogleApiClient(ServiceAccount account, std::string scope, HttpClient& client, const Clock& clock);

    // Whatever complete answer came. Errors: those of GoogleOauth::token and of the HttpClient.
    boost::asio::awaitable<Result<HttpResponse>> send(HttpRequest request, Deadline deadline);

private:
    GoogleOauth oauth_;
    HttpClient& client_;
};

}  // namespace hub::http
