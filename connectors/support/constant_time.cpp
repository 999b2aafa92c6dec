#include "connectors/support/constant_time.hpp"

#include <openssl/crypto.h>

#include "connectors/support/sha256.hpp"

namespace hub::http {

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    // Digests have one length, so comparing them leaks nothing about the secrets' lengths either.
    const auto left_digest = sha256(left);
    const auto right_digest = sha256(right);
    return CRYPTO_memcmp(left_digest.data(), right_digest.data(), left_digest.size()) == 0;
}

}  // namespace hub::http
