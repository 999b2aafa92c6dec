#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/api/schema.hpp"
#include "portal/server/language.hpp"
#include "portal/server/peer_rate_limit.hpp"
#include "router/core/result.hpp"

namespace hub::portal {

enum class ParameterPlace { path, query };

// Whether a caller names a request by Idempotency-Key, so that a repeat is not carried out again (x-idempotency-key).
enum class KeyUse { unneeded, optional, required };

// What an operation has to do with the cookie of a login (x-session): nothing; it says from where it is asked, begins a
// session, ends it, or is for whoever is behind one. All but the first two want the proof of csrf_token() in the header
// X-CSRF-Token when they change something and the cookie is there.
enum class SessionUse { none, source, begins, needed, ends };

struct Parameter {
    std::string name;
    std::string data_name;  // its name in the message (x-data-name); `name` unless said
    ParameterPlace place = ParameterPlace::query;
    bool required = false;
    SchemaPointer schema;  // a scalar, or an array of scalars given by repeating the parameter
    std::string description;
    std::string example_json;
};

struct RequestBody {
    SchemaPointer schema;
    bool required = false;
    std::size_t most_bytes = 64 * 1024;  // x-max-bytes
};

struct ResponseHeader {
    std::string name;
    std::string description;
    SchemaPointer schema;
};

struct ApiResponse {
    std::string status;  // "200", "404", "default"
    std::string description;
    std::string media_type;
    SchemaPointer schema;  // null: no content
    std::vector<ResponseHeader> headers{};
};

// One operation of openapi.json.
struct Operation {
    std::string id;
    std::string method;  // upper case
    std::string path;
    std::string tag;
    std::string summary;
    std::string description;
    bool deprecated = false;
    std::string message_type;  // x-message-type; empty when another part answers (x-answered-by)
    std::string answered_by;
    std::vector<std::string> roles;     // x-roles: who may ask, in the words of the table of authority
    KeyUse key_use = KeyUse::unneeded;  // of all but GET and what others answer it must be said
    bool answer_is_secret = false;      // x-secret-answer: holds credentials, and is never stored
    SessionUse session_use = SessionUse::none;
    std::string
        attachment;  // x-attachment: the name of the file as which browsers keep the answer; empty: they show it
    Language language = Language::japanese;
    std::chrono::milliseconds time_limit{10'000};  // x-time-limit-ms
    std::optional<RateLimit> rate_limit;           // x-rate-limit, per client address and worker
    std::vector<Parameter> parameters;
    std::optional<RequestBody> body;
    std::vector<ApiResponse> responses;
    int success_status = 200;

    // The response of the success status.
    const ApiResponse& success() const;
};

struct Tag {
    std::string name;
    std::string description;
};

// openapi.json as it was proven: everything in it is checked at run time as it is written. Immutable.
struct OpenApiContract {
    std::string title;
    std::string version;
    std::string description;
    std::vector<Tag> tags;
    Language language = Language::japanese;  // x-language: of refusals, "ja" or "en"
    std::vector<Operation> operations;       // in the order of the file
    std::string text;                        // the file itself

    // Null when there is none.
    const Operation* find(std::string_view operation_id) const;

    // Reads the text of openapi.json (OpenAPI 3.0.3). `invalid` "openapi.invalid" with every problem by JSON pointer:
    // wrong JSON, and whatever is not in the subset that request_data() proves (see SchemaReader).
    static Result<OpenApiContract> parse(std::string text);
    // The same from a file; not_found "openapi.missing" when it cannot be read.
    static Result<OpenApiContract> load(const std::string& path);
};

}  // namespace hub::portal
