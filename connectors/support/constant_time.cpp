#include "connectors/support/constant_time.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace hub::http {

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    // Digests have one length, so comparing them leaks nothing about the secrets' lengths either.
    unsigned char left_digest[SHA256_DIGEST_LENGTH];
    unsigned char right_digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(left.data()), left.size(), left_digest);
    SHA256(reinterpret_cast<const unsigned char*>(right.data()), right.size(), right_digest);
    return CRYPTO_memcmp(left_digest, right_digest, SHA256_DIGEST_LENGTH) == 0;
}

}  // namespace hub::http
