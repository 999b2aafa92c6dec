#include "portal/api/change_endpoint.hpp"

#include "portal/api/cross_site.hpp"
#include "portal/api/idempotency_key.hpp"
#include "portal/api/keyed_change.hpp"
#include "portal/api/rate_limit_fields.hpp"
#include "portal/api/request_validation.hpp"
#include "portal/server/problem.hpp"
#include "router/core/ids.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace asio = boost::asio;
namespace {

Error cross_site(Language language) {
    return {ErrorKind::forbidden, "request.cross_site",
            language == Language::english ? "a page of another site may not ask for this"
                                          : "ほかのサイトのページからは、この操作はできません。"};
}

// What to do about an error of the key itself, in the caller's words.
HttpResponse key_problem(const Operation& operation, const Error& error, std::string_view trace_id) {
    const bool english = operation.language == Language::english;
    Error worded = error;
    worded.fields = {{"Idempotency-Key", ""}};
    if (error.code == kKeyReused) {
        worded.detail = english ? "this key was used for another request" : "このキーは別の要求に使われています。";
        worded.fields.front().problem =
            english ? "must be a new one for a new request" : "新しいキーを指定してください。";
        return problem_response(422, worded, trace_id, operation.language);
    }
    if (error.code == kKeyInUse) {
        worded.detail = english ? "a request with this key is being carried out; ask again for its answer"
                                : "同じキーの要求を処理しています。少し待って、同じ要求を送ってください。";
        worded.retry_after = std::chrono::seconds(1);
    } else {
        worded.detail = english
                            ? "this has been done; its answer held credentials and cannot be given again"
                            : "この要求は処理済みです。応答に認証情報があるため、もう一度お返しすることはできません。";
    }
    worded.fields.clear();
    return problem_response(worded, trace_id, operation.language);
}

bool is_in_doubt(const Operation& operation, const Error& error) {
    return operation.method != "GET" &&
           (error.kind == ErrorKind::unknown_outcome || error.kind == ErrorKind::cancelled);
}

// The error as the caller is told it: fields under the request's names, and what to do when nobody knows whether the
// change was made.
Error as_told(const Operation& operation, Error error) {
    error.fields = named_as_asked(operation, std::move(error.fields));
    if (is_in_doubt(operation, error))
        error.detail = operation.language == Language::english
                           ? "whether this was done is not known; ask again, with the same Idempotency-Key if there "
                             "was one"
                           : "処理できたかどうかを確かめられませんでした。少し待ってから、もう一度送ってください。"
                             "Idempotency-Key を付けたときは、同じキーで送ってください。";
    return error;
}

bool is_about_the_key(const Error& error) {
    return error.code == kKeyReused || error.code == kKeyInUse || error.code == kAnswerNotKept;
}

std::shared_ptr<const KeyedChange> keyed_change(const std::shared_ptr<const ChangeService>& service,
                                                const Operation& operation, std::optional<std::string> key,
                                                Message message) {
    auto keyed = std::make_shared<KeyedChange>();
    if (key)
        keyed->request = {std::move(*key),
                          operation.method + " " + operation.path + "\n" + std::string(message.data_text())};
    keyed->keep_answer = !operation.answer_is_secret;
    const std::string trace_id(trace_id_of(message.extension("traceparent")));
    keyed->refusal = [&operation, trace_id](const Error& error) { return api_failure(operation, error, trace_id); };
    keyed->change = [service, &operation,
                     message = std::move(message)](UnitOfWork& unit_of_work) -> Result<HttpResponse> {
        auto reply = service->changes.at(operation.message_type)(unit_of_work, message);
        if (!reply) return reply.error();
        return api_success(operation, std::make_shared<const std::string>(std::move(*reply)));
    };
    return keyed;
}

}  // namespace

Result<std::optional<std::string>> change_key(const Operation& operation, const HttpRequest& request) {
    auto key = idempotency_key(request.headers, operation.language);
    if (key && !*key && operation.key_use == KeyUse::required) return idempotency_key_missing(operation.language);
    return key;
}

HttpResponse change_failure(const Operation& operation, const Error& error, std::string_view trace_id) {
    return is_about_the_key(error) ? key_problem(operation, error, trace_id) : api_failure(operation, error, trace_id);
}

HttpResponse api_success(const Operation& operation, SharedText reply) {
    HttpResponse response;
    response.status = operation.success_status;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.emplace_back("Cache-Control", operation.method == "GET" ? "no-cache" : "no-store");
    if (!operation.attachment.empty())
        response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + operation.attachment + "\"");
    response.shared_body = std::move(reply);
    return response;
}

HttpResponse api_failure(const Operation& operation, const Error& error, std::string_view trace_id) {
    if (error.kind == ErrorKind::bug || error.kind == ErrorKind::permanent)
        log::error(
            "api.failed",
            {{"operation", operation.id}, {"code", error.code}, {"detail", error.detail}, {"trace_id", trace_id}});
    auto response = problem_response(as_told(operation, error), trace_id, operation.language);
    const bool counted = response.status == 429 && !operation.rate_limit;
    if (counted) append_wait(response, operation.id, error.retry_after.value_or(std::chrono::seconds(5)));
    return response;
}

asio::awaitable<HttpResponse> answer_change(std::shared_ptr<const ChangeService> service, const Operation& operation,
                                            HttpRequest request, std::string data, const Clock& clock,
                                            Deadline deadline) {
    Message message = make_message(clock, "/portal", operation.message_type, std::move(data));
    const std::string trace_id(trace_id_of(message.extension("traceparent")));
    const bool from_page = find_header(request.headers, "Origin").has_value();
    if (is_cross_site(request) || (from_page && !is_under_own_name(request, service->own_names)))
        co_return problem_response(cross_site(operation.language), trace_id, operation.language);
    auto key = change_key(operation, request);
    if (!key) co_return problem_response(key.error(), trace_id, operation.language);
    auto change = keyed_change(service, operation, std::move(*key), std::move(message));
    auto carried_out = carry_out(service->transactions, service->answers, clock, std::move(change), deadline);
    auto answer = co_await std::move(carried_out);
    if (!answer) co_return change_failure(operation, answer.error(), trace_id);
    if (answer->repeated) answer->response.headers.emplace_back("Idempotent-Replayed", "true");
    co_return std::move(answer->response);
}

}  // namespace hub::portal
