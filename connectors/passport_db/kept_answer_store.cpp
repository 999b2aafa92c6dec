#include "connectors/passport_db/kept_answer_store.hpp"

#include <pqxx/pqxx>

#include "connectors/support/sha256.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

std::string digest_of(std::string_view text) { return to_hex(http::sha256(text)); }

std::string text_of(const HttpHeaders& headers) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& [name, value] : headers) {
        writer.begin_array();
        writer.value(name);
        writer.value(value);
        writer.end_array();
    }
    writer.end_array();
    return writer.take();
}

HttpHeaders headers_from(const std::string& text) {
    HttpHeaders headers;
    const auto document = json::Document::parse(text);
    if (!document) return headers;
    for (const auto& header : document->root().elements()) {
        const auto parts = header.elements();
        headers.emplace_back(parts.at(0).as_string().value(), parts.at(1).as_string().value());
    }
    return headers;
}

Result<std::optional<HttpResponse>> given(const pqxx::row& row, const KeyedRequest& request) {
    if (row["request_sha256"].as<std::string>() != digest_of(request.content))
        return Error{ErrorKind::invalid, std::string(kKeyReused), "the key was used for another request"};
    if (row["status"].is_null())
        return Error{ErrorKind::conflict, std::string(kAnswerNotKept),
                     "this has been done; its answer held credentials and was not kept"};
    HttpResponse answer;
    answer.status = row["status"].as<int>();
    answer.headers = headers_from(row["headers"].as<std::string>());
    answer.body = row["body"].as<std::string>();
    return std::optional(std::move(answer));
}

}  // namespace

Result<std::optional<HttpResponse>> KeptAnswerStore::claim(UnitOfWork& unit_of_work, const KeyedRequest& request) {
    auto& transaction = runtime::native(unit_of_work);
    const auto key = digest_of(request.key);
    // Held until the transaction ends, on whichever worker or machine. Nobody waits for it here, where a connection
    // would wait too. It comes before the look at the row, in a statement of its own: what its last holder wrote is
    // then seen.
    const auto mine = transaction.exec_params1("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))", key);
    if (!mine[0].as<bool>())
        return Error{ErrorKind::conflict, std::string(kKeyInUse), "a request with this key is being carried out"};
    const auto rows = transaction.exec_params(
        "SELECT request_sha256, status, headers, body FROM hub.kept_answer"
        " WHERE key_sha256 = $1 AND kept_at > now() - interval '24 hours'",
        key);
    if (!rows.empty()) return given(rows[0], request);
    return std::optional<HttpResponse>();
}

Result<void> KeptAnswerStore::keep(UnitOfWork& unit_of_work, const KeyedRequest& request, const HttpResponse* answer) {
    std::string status, headers, body;
    if (answer) {
        status = std::to_string(answer->status);
        headers = text_of(answer->headers);
        body = answer->shared_body ? *answer->shared_body : answer->body;
    }
    if (body.size() > kMostBytes)
        return Error{ErrorKind::bug, "answer.too_large", "an answer of " + std::to_string(body.size()) + " bytes"};
    // An older row of the key is out of date, or claim() would have found it.
    runtime::native(unit_of_work)
        .exec_params0(
            "INSERT INTO hub.kept_answer (key_sha256, request_sha256, status, headers, body) "
            "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key_sha256) DO UPDATE SET "
            "request_sha256 = excluded.request_sha256, status = excluded.status, headers = excluded.headers, "
            "body = excluded.body, kept_at = excluded.kept_at",
            digest_of(request.key), digest_of(request.content), answer ? status.c_str() : nullptr,
            answer ? headers.c_str() : nullptr, answer ? body.c_str() : nullptr);
    return Result<void>::success();
}

}  // namespace hub::passport_db
