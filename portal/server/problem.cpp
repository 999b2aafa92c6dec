#include "portal/server/problem.hpp"

#include <algorithm>

#include "portal/server/response_head.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/json.hpp"

namespace hub::portal {
namespace {

struct Words {
    int status;
    std::string_view title;
    std::string_view sentence;
};

constexpr Words kWords[] = {
    {400, "正しくない要求", "要求の内容に誤りがあります。"},
    {401, "認証が必要", "ログインが必要です。"},
    {403, "許可されていない操作", "この操作を行う権限がありません。"},
    {404, "見つかりません", "お探しのものは見つかりませんでした。"},
    {405, "使えないメソッド", "この場所では使えないメソッドです。"},
    {408, "時間切れ", "要求が時間内に届きませんでした。"},
    {409, "現在の状態と矛盾", "現在の状態では、この操作はできません。"},
    {413, "大きすぎる要求", "送られた内容が大きすぎます。"},
    {414, "長すぎるアドレス", "アドレスが長すぎます。"},
    {415, "扱えない形式", "送られた内容の形式には対応していません。"},
    {417, "応じられない期待", "Expect ヘッダーの内容には応じられません。"},
    {422, "同じキーの別の要求",
     "この Idempotency-Key は、別の内容の要求に使われています。新しいキーで送ってください。"},
    {429, "要求が多すぎます", "アクセスが集中しています。しばらくしてからもう一度お試しください。"},
    {431, "大きすぎるヘッダー", "ヘッダーが大きすぎるか、多すぎます。"},
    {500, "内部の誤り", "システムに誤りが起きました。お問い合わせの際は trace_id をお知らせください。"},
    {501, "未対応", "対応していない要求です。"},
    {502, "連携先の誤り", "連携先のサービスから正しい応答を得られませんでした。"},
    {503, "一時的に利用できません", "ただいま利用できません。しばらくしてからもう一度お試しください。"},
    {504, "応答が時間切れ", "時間内に応答を得られませんでした。しばらくしてからもう一度お試しください。"},
    {505, "未対応の HTTP の版", "対応していない版の HTTP です。"},
};

const Words& words_of(int status) {
    const Words* internal = nullptr;
    for (const auto& words : kWords) {
        if (words.status == status) return words;
        if (words.status == 500) internal = &words;
    }
    return *internal;
}

bool is_for_the_caller(const Error& error, Language language) {
    switch (error.kind) {
        case ErrorKind::invalid:
        case ErrorKind::unauthenticated:
        case ErrorKind::forbidden:
        case ErrorKind::not_found:
        case ErrorKind::conflict:
        case ErrorKind::throttled:
        // Whether something was done, and what to do then.
        case ErrorKind::unknown_outcome:
        case ErrorKind::cancelled: break;
        default: return false;
    }
    if (language == Language::english) return !error.detail.empty();
    // English details are for operators; Japanese ones were written for the people who read this.
    return std::any_of(error.detail.begin(), error.detail.end(),
                       [](char character) { return static_cast<unsigned char>(character) >= 0x80; });
}

std::string_view title_in(Language language, int status) {
    return language == Language::english ? reason_phrase(status) : title_of(status);
}

std::string_view sentence_in(Language language, int status) {
    if (language == Language::japanese) return sentence_of(status);
    return status < 500 ? "The hub does not take this request."
                        : "The hub could not do this. Its log says why, under the trace_id.";
}

std::string problem_text(int status, const Error& error, std::string_view trace_id, Language language) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "about:blank");
    writer.member("title", title_in(language, status));
    writer.member("status", status);
    writer.member("detail",
                  is_for_the_caller(error, language) ? std::string_view(error.detail) : sentence_in(language, status));
    // What broke inside stays inside: the trace id finds it in the log.
    writer.member("code", error.kind == ErrorKind::bug ? std::string_view("internal") : std::string_view(error.code));
    if (!error.fields.empty()) {
        writer.key("errors");
        writer.begin_array();
        for (const auto& field : error.fields) {
            writer.begin_object();
            writer.member("field", field.field);
            writer.member("problem", field.problem);
            writer.end_object();
        }
        writer.end_array();
    }
    writer.member("trace_id", trace_id);
    writer.end_object();
    return writer.take();
}

}  // namespace

HttpResponse problem_response(int status, const Error& error, std::string_view trace_id, Language language) {
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/problem+json");
    response.headers.emplace_back("Content-Language", language == Language::english ? "en" : "ja");
    response.headers.emplace_back("Cache-Control", "no-store");
    if (status == 429 || status == 503 || error.retry_after)
        ask_to_wait(response, error.retry_after.value_or(std::chrono::seconds(5)));
    if (status == 401) ask_for_credentials(response);
    response.body = problem_text(status, error, trace_id, language);
    return response;
}

int status_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::invalid: return 400;
        case ErrorKind::unauthenticated: return 401;
        case ErrorKind::forbidden: return 403;
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return 409;
        // 429 is for whoever asks too often; that others keep the hub waiting is not the caller's doing.
        case ErrorKind::throttled: return error.code == kTooMany ? 429 : 503;
        case ErrorKind::permanent: return 502;
        case ErrorKind::transient:
        case ErrorKind::unknown_outcome:
        case ErrorKind::not_begun: return 503;
        case ErrorKind::cancelled: return 504;
        case ErrorKind::bug: return 500;
    }
    return 500;
}

std::string_view title_of(int status) { return words_of(status).title; }

std::string_view sentence_of(int status) { return words_of(status).sentence; }

HttpResponse problem_response(const Error& error, std::string_view trace_id, Language language) {
    return problem_response(status_of(error), error, trace_id, language);
}

HttpResponse problem_response(int status, std::string_view code, std::string_view trace_id, Language language) {
    Error error;
    error.kind = ErrorKind::permanent;
    error.code = code;
    return problem_response(status, error, trace_id, language);
}

}  // namespace hub::portal
