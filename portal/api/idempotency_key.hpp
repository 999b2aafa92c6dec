#pragma once

#include <optional>
#include <string>

#include "portal/server/language.hpp"
#include "router/core/http.hpp"
#include "router/core/result.hpp"

namespace hub::portal {

// The key under which the caller asks for a change (draft-ietf-httpapi-idempotency-key-header): a String of RFC 8941 in
// quotes, or, as many clients send it, the bare text; "abc" and abc are the same key. Empty when there is no such
// header. `invalid` "idempotency_key.invalid" naming the header: not 1 to 255 printable ASCII characters, badly quoted,
// or there twice.
Result<std::optional<std::string>> idempotency_key(const HttpHeaders& headers, Language language);

// Invalid "idempotency_key.missing", naming the header.
Error idempotency_key_missing(Language language);

}  // namespace hub::portal
