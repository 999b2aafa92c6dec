#pragma once

#include <memory>
#include <string>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace hub::test {

// An RSA key pair of 2048 bits, made anew in each test run.
struct TestRsaKey {
    std::string private_pem;  // PKCS#8
    std::string public_pem;
    std::string modulus;  // big-endian bytes
    std::string exponent;
};

inline std::string rsa_number(EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
    BN_free(number);
    return bytes;
}

inline std::string pem_of(EVP_PKEY* key, bool is_private) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> memory(BIO_new(BIO_s_mem()), BIO_free_all);
    if (is_private) PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    else PEM_write_bio_PUBKEY(memory.get(), key);
    char* text = nullptr;
    const auto length = BIO_get_mem_data(memory.get(), &text);
    return std::string(text, static_cast<std::size_t>(length));
}

inline TestRsaKey make_test_rsa_key() {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(2048), EVP_PKEY_free);
    return {pem_of(key.get(), true), pem_of(key.get(), false), rsa_number(key.get(), OSSL_PKEY_PARAM_RSA_N),
            rsa_number(key.get(), OSSL_PKEY_PARAM_RSA_E)};
}

inline const TestRsaKey& test_rsa_key() {
    static const TestRsaKey key = make_test_rsa_key();
    return key;
}

inline const TestRsaKey& another_test_rsa_key() {
    static const TestRsaKey key = make_test_rsa_key();
    return key;
}

}  // namespace hub::test
