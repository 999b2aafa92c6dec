#include "connectors/support/base64.hpp"

#include <algorithm>

#include <openssl/evp.h>

namespace hub::http {
namespace {

void replace(std::string& text, char from, char to) { std::replace(text.begin(), text.end(), from, to); }

}  // namespace

std::string base64_encode(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int length =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (length < 0) return std::nullopt;
    // EVP_DecodeBlock writes zero bytes for the padding.
    const auto padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    // It also forgives blanks and loose bits; one text for one value is what signatures rely on.
    if (base64_encode(bytes) != text) return std::nullopt;
    return bytes;
}

std::string base64url_encode(std::string_view bytes) {
    auto text = base64_encode(bytes);
    while (text.ends_with('=')) text.pop_back();
    replace(text, '+', '-');
    replace(text, '/', '_');
    return text;
}

std::optional<std::string> base64url_decode(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
    std::string padded(text);
    replace(padded, '-', '+');
    replace(padded, '_', '/');
    padded.append((4 - padded.size() % 4) % 4, '=');
    return base64_decode(padded);
}

}  // namespace hub::http
