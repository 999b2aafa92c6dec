#include "portal/api/idempotency_key.hpp"

#include <algorithm>

#include "portal/server/header_syntax.hpp"

namespace hub::portal {
namespace {

constexpr std::string_view kHeader = "Idempotency-Key";
constexpr std::size_t kLongest = 255;

Error wrong(std::string code, Language language, const char* english, const char* japanese) {
    const bool in_english = language == Language::english;
    return {ErrorKind::invalid,
            std::move(code),
            in_english ? "the request is not named as it must be" : "要求のヘッダーに誤りがあります。",
            {},
            {{std::string(kHeader), in_english ? english : japanese}}};
}

// The content of a String of RFC 8941, 3.3.3: quotes around, only \" and \\ escaped; empty when it is none.
std::optional<std::string> unquoted(std::string_view text) {
    std::string content;
    for (std::size_t index = 1; index < text.size(); ++index) {
        if (text[index] == '"') return index + 1 == text.size() ? std::optional(content) : std::nullopt;
        if (text[index] == '\\') {
            ++index;
            if (index == text.size() || (text[index] != '"' && text[index] != '\\')) return std::nullopt;
        }
        content += text[index];
    }
    return std::nullopt;
}

bool is_printable(char character) { return character >= 0x20 && character < 0x7f; }

}  // namespace

Result<std::optional<std::string>> idempotency_key(const HttpHeaders& headers, Language language) {
    const auto is_key = [](const auto& header) { return equals_ignoring_case(header.first, kHeader); };
    const auto times = std::count_if(headers.begin(), headers.end(), is_key);
    if (times == 0) return std::optional<std::string>();
    const auto text = find_header(headers, kHeader).value_or("");
    const auto key = text.starts_with('"') ? unquoted(text) : std::string(text);
    const bool good = times == 1 && key && !key->empty() && key->size() <= kLongest &&
                      std::all_of(key->begin(), key->end(), is_printable);
    if (good) return key;
    return wrong("idempotency_key.invalid", language,
                 "must be there once, with 1 to 255 printable ASCII characters, in quotes or bare",
                 "1 から 255 文字の印字できる ASCII 文字で、一度だけ指定してください。");
}

Error idempotency_key_missing(Language language) {
    return wrong("idempotency_key.missing", language,
                 "is required: a text that no other request of yours has, so that a repeat is not carried out again",
                 "必要な項目です。要求ごとに異なる文字列を指定してください（繰り返しても二重に処理されません）。");
}

}  // namespace hub::portal
