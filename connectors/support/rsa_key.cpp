#include "connectors/support/rsa_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

namespace hub::http {
namespace {

constexpr int kLeastBits = 2048;

template <typename Object, auto release>
struct Releaser {
    void operator()(Object* object) const { release(object); }
};

template <typename Object, auto release>
using Owned = std::unique_ptr<Object, Releaser<Object, release>>;

using Context = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Number = Owned<BIGNUM, BN_free>;
using ParameterBuilder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Memory = Owned<BIO, BIO_free_all>;

// OpenSSL asks on the terminal for a pass phrase unless told not to.
int no_pass_phrase(char*, int, int, void*) { return 0; }

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool is_strong_rsa(EVP_PKEY* key) {
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= kLeastBits;
}

std::shared_ptr<EVP_PKEY> shared(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

Number number_of(std::string_view bytes) {
    return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

}  // namespace

Result<RsaKey> RsaKey::private_key(std::string_view pem) {
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    auto key = shared(PEM_read_bio_PrivateKey(memory.get(), nullptr, no_pass_phrase, nullptr));
    ERR_clear_error();
    if (!key || !is_strong_rsa(key.get()))
        return Error{ErrorKind::invalid, "rsa.private_key", "not an RSA private key of at least 2048 bits in PEM"};
    return RsaKey(std::move(key));
}

Result<RsaKey> RsaKey::public_key(std::string_view modulus, std::string_view exponent) {
    const auto n = number_of(modulus);
    const auto e = number_of(exponent);
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY* made = nullptr;
    EVP_PKEY_fromdata_init(context.get());
    EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get());
    auto key = shared(made);
    ERR_clear_error();
    if (!key || !is_strong_rsa(key.get()))
        return Error{ErrorKind::invalid, "rsa.public_key", "not an RSA public key of at least 2048 bits"};
    return RsaKey(std::move(key));
}

Result<std::string> RsaKey::sign(std::string_view text) const {
    const Context context(EVP_MD_CTX_new());
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    std::size_t length = signature.size();
    auto* room = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), room, &length, bytes_of(text), text.size()) != 1) {
        ERR_clear_error();
        return Error{ErrorKind::bug, "rsa.sign", "OpenSSL could not sign"};
    }
    signature.resize(length);
    return signature;
}

bool RsaKey::verify(std::string_view text, std::string_view signature) const {
    const Context context(EVP_MD_CTX_new());
    const bool verified =
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
        EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
    ERR_clear_error();
    return verified;
}

}  // namespace hub::http
