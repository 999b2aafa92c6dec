#include "handlers/accounts/letters.hpp"

#include <sodium/utils.h>

namespace hub::accounts {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string to_letters(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      kVariant);
    text.pop_back();  // the terminating NUL
    return text;
}

std::optional<std::string> from_letters(std::string_view letters) {
    std::string bytes(letters.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), letters.data(), letters.size(),
                          nullptr, &size, nullptr, kVariant) != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

}  // namespace hub::accounts
