#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "router/core/clock.hpp"

// Codes of an authenticator app: TOTP (RFC 6238) with SHA-1, six digits and steps of thirty seconds, as every app knows
// them.
namespace hub::accounts {

// 160 random bits (RFC 4226, section 4), as bytes.
std::string new_authenticator_secret();

// What an authenticator app reads, as a QR code or typed: otpauth://totp/... with the secret in base 32.
std::string authenticator_uri(std::string_view issuer, std::string_view account, std::string_view secret);

// The secret in base 32, in groups of four, for people who type it.
std::string typed_secret(std::string_view secret);

// The time step whose code this is: the one of `now`, or its neighbours, because clocks differ. Nothing when it is none
// of them, or not after `last_step`, which was used before: a code counts once.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, WallTime now,
                                         std::int64_t last_step);

}  // namespace hub::accounts
