#pragma once

#include <cstdint>
#include <string>

#include "connectors/support/base64.hpp"
#include "connectors/support/rsa_key.hpp"
#include "router/core/json.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub::test {

struct IdentityClaims {
    std::string issuer;
    std::string audience;
    std::string email;
    bool email_verified = true;
    std::int64_t issued = 0;
    std::int64_t ends = 0;
};

// A token as Google signs it; `algorithm` is JSON text put behind "alg": so that tests can also break out of it.
inline std::string identity_token(const IdentityClaims& claims, const std::string& key_id = "key-1",
                                  const std::string& algorithm = R"("RS256")", const TestRsaKey& key = test_rsa_key()) {
    json::Writer writer;
    writer.begin_object();
    writer.member("iss", claims.issuer);
    writer.member("aud", claims.audience);
    writer.member("email", claims.email);
    writer.member("email_verified", claims.email_verified);
    writer.member("iat", claims.issued);
    writer.member("exp", claims.ends);
    writer.end_object();
    const auto header = R"({"alg":)" + algorithm + R"(,"kid":")" + key_id + R"(","typ":"JWT"})";
    const auto text = http::base64url_encode(header) + "." + http::base64url_encode(writer.take());
    const auto signer = http::RsaKey::private_key(key.private_pem).value();
    return text + "." + http::base64url_encode(signer.sign(text).value());
}

// The key set that holds test_rsa_key() as "key-1".
inline std::string key_set() {
    return R"({"keys":[{"kid":"key-1","kty":"RSA","alg":"RS256","use":"sig","n":")" +
           http::base64url_encode(test_rsa_key().modulus) + R"(","e":")" +
           http::base64url_encode(test_rsa_key().exponent) + R"("}]})";
}

}  // namespace hub::test
