#include "connectors/support/google_api_client.hpp"

#include "router/core/log.hpp"

namespace hub::http {
namespace {

HttpRequest with_token(HttpRequest request, const SharedText& token) {
    request.headers.emplace_back("Authorization", "Bearer " + *token);
    return request;
}

}  // namespace

GoogleApiClient::GoogleApiClient(ServiceAccount account, std::string scope, HttpClient& client, const Clock& clock)
    : oauth_(std::move(account), std::move(scope), client, clock), client_(client) {}

boost::asio::awaitable<Result<HttpResponse>> GoogleApiClient::send(HttpRequest request, Deadline deadline) {
    for (int attempt = 1;; ++attempt) {
        auto token = co_await oauth_.token(deadline);
        if (!token) co_return token.error();
        auto authorised = with_token(request, *token);
        auto response = co_await client_.send(std::move(authorised), deadline);
        if (!response || response->status != 401 || attempt == 2) co_return response;
        log::info("google.token_refused");
        oauth_.refused(*token);
    }
}

}  // namespace hub::http
