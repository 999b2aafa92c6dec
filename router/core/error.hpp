#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub {

// What may be done about a failure. Code that decides whether to try again looks at the kind and at nothing else.
enum class ErrorKind {
    transient,        // the same call may succeed later: connection lost, timeout before anything was sent, 5xx
    throttled,        // the other side, or a limit of ours, asks to wait; see retry_after
    unauthenticated,  // credentials were refused; refreshing them once may help
    forbidden,        // the caller lacks the authority
    not_found,        // the thing named does not exist
    conflict,         // the state does not allow it (any more)
    invalid,          // the input is wrong; see fields
    permanent,        // will never succeed as it stands
    unknown_outcome,  // the other side may or may not have done it; only the route's `unknown` rule decides
    cancelled,        // given up by us: deadline passed, shutting down
    not_begun,        // a connector had no room in time, or was called off: nothing was sent, so it is no attempt
    bug               // a broken invariant of our own
};

// The kind's name in lower case, as it is written to logs, tables and JSON.
std::string_view to_string(ErrorKind kind);

// One wrong field of an input: where it is (JSON pointer or parameter name) and what was wrong, in one sentence.
struct FieldProblem {
    std::string field;
    std::string problem;
};

// A failure as a value. `code` is stable and machine readable ("shop.not_found"); `detail` is a sentence for people
// and holds neither a secret nor a payload.
struct Error {
    ErrorKind kind = ErrorKind::bug;
    std::string code = "bug.unset";
    std::string detail;
    std::optional<std::chrono::milliseconds> retry_after{};
    std::vector<FieldProblem> fields{};
};

// True for transient and throttled.
bool may_retry(const Error& error);

}  // namespace hub
