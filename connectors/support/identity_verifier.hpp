#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "connectors/support/identity_token.hpp"
#include "router/core/http.hpp"

namespace hub::http {

// Verifies identity tokens with the issuer's published keys, which are fetched when needed and kept for as long as the
// issuer says (one hour when it says nothing; at least a minute, at most a day). A token signed with a key that is not
// known has the keys fetched again, at most once a minute. When the issuer cannot be reached the last keys still serve.
// I/O thread only; the client and the clock must outlive it.
class IdentityVerifier {
public:
    IdentityVerifier(IdentityTokenSettings settings, HttpClient& client, const Clock& clock);
    ~IdentityVerifier();

    // Errors: unauthenticated (the token), transient or cancelled (no keys could be had).
    boost::asio::awaitable<Result<void>> verify(std::string token, Deadline deadline);

private:
    struct State;
    static boost::asio::awaitable<Result<SharedText>> fetch(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace hub::http
