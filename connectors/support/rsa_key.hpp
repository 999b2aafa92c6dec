#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "router/core/result.hpp"

struct evp_pkey_st;

namespace hub::http {

// An RSA key of OpenSSL for RS256 (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518, 3.3). Copies share the key.
class RsaKey {
public:
    // A private key in PEM, not encrypted; invalid "rsa.private_key" when it is none or no RSA key of 2048 bits or
    // more.
    static Result<RsaKey> private_key(std::string_view pem);
    // A public key from the members n and e of a JSON Web Key (big-endian bytes); invalid "rsa.public_key".
    static Result<RsaKey> public_key(std::string_view modulus, std::string_view exponent);

    // The signature's bytes; bug "rsa.sign" when OpenSSL refuses (a public key).
    Result<std::string> sign(std::string_view text) const;
    bool verify(std::string_view text, std::string_view signature) const;

private:
    explicit RsaKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
    std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace hub::http
