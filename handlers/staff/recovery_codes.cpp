#include "handlers/staff/recovery_codes.hpp"

#include "handlers/accounts/account_key.hpp"
#include "handlers/accounts/second_step.hpp"
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

}  // namespace

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    while (codes.size() < kCodes) codes.push_back(new_code());
    return codes;
}

std::string recovery_digest(std::string_view code) { return accounts::digest_of(accounts::plain_code(code)); }

}  // namespace hub::staff
