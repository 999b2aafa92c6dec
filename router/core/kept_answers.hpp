#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "router/core/http.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub {

// Extension of messages from the portal: the key under which somebody asks for a change (Idempotency-Key, or the hidden
// one of a form).
inline constexpr char kChangeKey[] = "idempotencykey";

// A change as its caller named it (Idempotency-Key), so that a repeat can be told from a new one.
struct KeyedRequest {
    std::string key;      // 1 to 255 printable characters, chosen by the caller
    std::string content;  // whatever makes it this request: who asks, the operation and its data
};

// Another transaction is at this request right now (conflict).
inline constexpr std::string_view kKeyInUse = "idempotency_key.in_use";
// The key belongs to another request (invalid).
inline constexpr std::string_view kKeyReused = "idempotency_key.reused";
// The request has been answered with credentials, which were not kept (conflict).
inline constexpr std::string_view kAnswerNotKept = "idempotency_key.answer_not_kept";

// The answers to changes that were asked for under a key, for 24 hours: each is written in the transaction of its
// change, so that both are there or neither. Both functions work in the caller's transaction and throw what libpqxx
// throws.
class KeptAnswers {
public:
    static constexpr std::size_t kMostBytes = 4 * 1024 * 1024;  // of an answer's content

    virtual ~KeptAnswers() = default;
    // The answer that was given, or nothing: then the key is this transaction's until its end. Errors by the codes
    // above.
    virtual Result<std::optional<HttpResponse>> claim(UnitOfWork& unit_of_work, const KeyedRequest& request) = 0;
    // Keeps the answer to a claimed request; null keeps only that it was given. Error: bug "answer.too_large".
    virtual Result<void> keep(UnitOfWork& unit_of_work, const KeyedRequest& request, const HttpResponse* answer) = 0;
};

}  // namespace hub
