#include "handlers/staff/recovery_codes.hpp"

#include "handlers/accounts/account_key.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/ids.hpp"

namespace hub::staff {
namespace {

constexpr std::size_t kCodes = 10;
constexpr std::size_t kLetters = 16;  // of five bits each
constexpr std::string_view kAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";

std::string new_code() {
    std::string code;
    for (const unsigned char byte : random_bytes(kLetters)) {
        if (code.size() % 5 == 4) code += '-';
        code += kAlphabet[byte & 31];
    }
    return code;
}

// Letters and digits alone, small and half-width.
std::string letters_of(std::string_view text) {
    std::string letters;
    for (const char32_t letter : catalog::fold(text))
        if ((letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9'))
            letters += static_cast<char>(letter);
    return letters;
}

}  // namespace

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    while (codes.size() < kCodes) codes.push_back(new_code());
    return codes;
}

std::string recovery_digest(std::string_view code) { return accounts::digest_of(letters_of(code)); }

std::string typed_digits(std::string_view text) { return letters_of(text); }

}  // namespace hub::staff
