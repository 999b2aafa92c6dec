#pragma once

#include <string>
#include <string_view>

#include "portal/server/language.hpp"
#include "router/core/error.hpp"
#include "router/core/http.hpp"

// Errors as RFC 9457 problem details.
namespace hub::portal {

// The code of a throttled error that is about how often the caller asks.
inline constexpr std::string_view kTooMany = "request.too_many";

// The HTTP status of an error; its kind decides: invalid 400, unauthenticated 401, forbidden 403, not_found 404,
// conflict 409, throttled 429 (503 unless the code is kTooMany), bug 500, permanent 502, transient,
// unknown_outcome and not_begun 503, cancelled 504.
int status_of(const Error& error);

// A short Japanese title of a status. (In English it is the reason phrase of RFC 9110.)
std::string_view title_of(int status);

// A Japanese sentence for people who can do nothing but know.
std::string_view sentence_of(int status);

// application/problem+json with type, title, status, detail, code, errors (every wrong field) and trace_id; Retry-After
// for 429, 503 and errors that name it. The error's own detail is shown for what the caller can put right (invalid,
// unauthenticated, forbidden, not_found, conflict, throttled) when it is written in `language`; what is inside the hub
// is for its log, not for the caller.
HttpResponse problem_response(const Error& error, std::string_view trace_id, Language language = Language::japanese);

// The same with a status of its own, where an error's kind does not say it all.
HttpResponse problem_response(int status, const Error& error, std::string_view trace_id, Language language);

// The same for a status without an error behind it.
HttpResponse problem_response(int status, std::string_view code, std::string_view trace_id,
                              Language language = Language::japanese);

}  // namespace hub::portal
