#pragma once

#include <map>
#include <string>
#include <string_view>

#include "connectors/support/rsa_key.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub::http {

// Who may sign in with a Google-signed identity token, and for what.
struct IdentityTokenSettings {
    std::string issuer;    // https://accounts.google.com; also matches the form without https://
    std::string audience;  // the URL that is called
    std::string email;     // the account that calls
    std::string keys_url;  // where the issuer publishes its keys (JWKS)
};

// Public keys by their id.
using IdentityKeys = std::map<std::string, RsaKey, std::less<>>;

// Reads a JSON Web Key Set (RFC 7517); keys of other kinds or with a flaw are left out. Invalid "jwks.invalid" when
// it is no key set or no key is left.
Result<IdentityKeys> identity_keys_from_json(std::string_view text);

// The id of the key a token says it was signed with; invalid "identity.malformed" when `token` is no RS256 token.
Result<std::string> key_id_of(std::string_view token);

// Checks the signature and iss, aud, exp, iat, email and email_verified; the clocks may differ by one minute.
// Errors: unauthenticated "identity.<what>", whose detail does not quote the token; not_found "identity.unknown_key".
Result<void> verify_identity_token(std::string_view token, const IdentityKeys& keys,
                                   const IdentityTokenSettings& settings, WallTime now);

}  // namespace hub::http
