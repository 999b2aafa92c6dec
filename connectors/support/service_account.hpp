#pragma once

#include <string>
#include <string_view>

#include "connectors/support/rsa_key.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub::http {

// A Google service account, read from its key file.
struct ServiceAccount {
    std::string project_id;
    std::string client_email;
    std::string token_uri;
    std::string key_id;  // may be empty
    RsaKey key;
};

// Reads the JSON key file as Google gives it; every missing or wrong member is named in `fields` of an invalid error.
// Neither the error nor anything else quotes the key.
Result<ServiceAccount> service_account_from_json(std::string_view text);

// The body of the token request (RFC 7523, application/x-www-form-urlencoded): a JSON Web Token for `scope`, signed
// with the account's key and good for one hour from `now`. It is a credential.
Result<std::string> token_request(const ServiceAccount& account, std::string_view scope, WallTime now);

}  // namespace hub::http
