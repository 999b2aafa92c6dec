#include "queues/delivery_reason.hpp"

#include <algorithm>

#include "queues/delivery_rules.hpp"
#include "router/core/utf8.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kLongestExcerpt = 400;

bool is_japanese(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) > 127; });
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// The last three characters of the code when they are a status: "smtp.reply_550", "richflyer.http_503".
int status_of(std::string_view code) {
    if (code.size() < 5) return 0;
    const auto digits = code.substr(code.size() - 3);
    if (!std::all_of(digits.begin(), digits.end(), is_digit) || is_digit(code[code.size() - 4])) return 0;
    const int status = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    return status >= 100 && status <= 599 ? status : 0;
}

std::string excerpt_from(std::string_view detail, std::string_view introduction) {
    const auto found = detail.rfind(introduction);
    if (found == detail.npos) return {};
    const auto excerpt = detail.substr(found + introduction.size());
    const auto kept = utf8_prefix(excerpt, kLongestExcerpt);
    return std::string(kept) + (kept.size() < excerpt.size() ? "…" : "");
}

std::string heading_of(std::string_view state, std::string_view code) {
    if (code == kDroppedCode) return "取りやめ";
    if (state == "parked") return "保留";
    if (state == "unknown") return "結果不明";
    return state == "failed" ? "失敗" : "";
}

}  // namespace

std::string reason_in_japanese(std::string_view state, std::string_view code, std::string_view detail) {
    const auto heading = heading_of(state, code);
    if (heading.empty()) return {};
    if (is_japanese(detail)) return heading + "：" + std::string(detail);
    const std::string general = state == "unknown" ? "届いたかどうかを確認できません" : "送信できませんでした";
    return heading + "：" + general + (detail.empty() ? "" : "（" + std::string(detail) + "）");
}

std::string advice_in_japanese(std::string_view state, std::string_view code) {
    if (code == kDroppedCode || heading_of(state, code).empty()) return {};
    if (state == "unknown")
        return "届いている可能性があります。宛先に確認してから、再送（replay）か取りやめ（drop）を選んでください。";
    if (code == "person.parked")
        return "担当者の判断を待っています。再送（replay）か取りやめ（drop）を選んでください。";
    if (code == "worker.crashed")
        return "この内容の処理でワーカーが停止しました。再送する前に開発者に連絡してください。";
    if (code == "route.missing" || code == "connector.missing" || code == "translator.missing")
        return "設定（routes.json）を直してから再送（replay）してください。";
    if (status_of(code) >= 500 && code.starts_with("smtp."))
        return "宛先とメールサーバーの設定を確かめ、必要なら内容を直して（--data）再送（replay）してください。";
    return "原因を直してから再送（replay）するか、取りやめ（drop）を選んでください。";
}

ProviderAnswer provider_answer(std::string_view code, std::string_view detail) {
    ProviderAnswer answer;
    answer.status = status_of(code);
    answer.excerpt = excerpt_from(detail, " said: ");
    constexpr std::string_view kStatus = " answered with status ";
    const auto answered = excerpt_from(detail, kStatus);
    if (answer.excerpt.empty()) answer.excerpt = answered;
    if (answer.status == 0 && !answered.empty()) answer.status = status_of("http_" + answered.substr(0, 3));
    return answer;
}

}  // namespace hub::queues
