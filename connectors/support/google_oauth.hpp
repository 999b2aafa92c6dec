#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "connectors/support/service_account.hpp"
#include "router/core/http.hpp"

namespace hub::http {

// Access tokens of one service account for one scope (OAuth 2, JWT bearer). Kept until five minutes before they end,
// then renewed in the background while the old one still serves; one exchange at a time, however many ask.
// I/O thread only; the client and the clock must outlive it.
class GoogleOauth {
public:
    GoogleOauth(ServiceAccount account, std::string scope, HttpClient& client, const Clock& clock);
    ~GoogleOauth();

    // A token that is good for at least half a minute. Errors: unauthenticated (the account was refused: not worth
    // retrying), throttled, transient (also when the exchange got no answer: asking again does no harm), cancelled
    // (deadline).
    boost::asio::awaitable<Result<SharedText>> token(Deadline deadline);

    // Tells that `token` was refused: it is not handed out again.
    void refused(const SharedText& token);

private:
    struct State;
    static boost::asio::awaitable<Result<SharedText>> exchange(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace hub::http
