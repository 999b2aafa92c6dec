#include "connectors/passport_db/import/transforms.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "connectors/passport_db/import/municipality.hpp"

namespace hub::passport_db {
namespace {

Error unusable(std::string_view value, const std::string& why) {
    return {ErrorKind::invalid, "import.value", "\"" + std::string(value) + "\" " + why};
}

std::string nfkc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCInstance(status);
    const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    std::string utf8;
    normalizer->normalize(source, status).toUTF8String(utf8);
    return U_SUCCESS(status) ? utf8 : std::string(text);
}

// Everything that people type for a hyphen in numbers (after NFKC).
std::string with_plain_hyphens(std::string text) {
    static constexpr std::array<std::string_view, 9> kDashes = {"‐", "‑", "‒", "–", "—", "―", "−", "ー", "─"};
    for (const auto dash : kDashes)
        for (auto at = text.find(dash); at != std::string::npos; at = text.find(dash, at))
            text.replace(at, dash.size(), "-");
    return text;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }
std::size_t count_digits(const std::string& text) { return std::count_if(text.begin(), text.end(), is_digit); }

// Digit groups with single hyphens between them; empty when there is anything else in the text.
std::string digit_groups(const std::string& text) {
    std::string groups;
    for (const char character : text) {
        if (is_digit(character)) {
            groups += character;
        } else if (character == '-' || character == '(' || character == ')' || character == ' ') {
            if (!groups.empty() && groups.back() != '-') groups += '-';
        } else {
            return {};
        }
    }
    if (!groups.empty() && groups.back() == '-') groups.pop_back();
    return groups;
}

Result<std::string> phone(std::string_view text, const std::string& area_code) {
    auto number = digit_groups(with_plain_hyphens(nfkc(text)));
    const auto digits = count_digits(number);
    if (!area_code.empty() && digits > 0 && digits + area_code.size() == 10 && number.front() != '0')
        number = area_code + "-" + number;
    const auto complete = count_digits(number);
    const bool is_number = !number.empty() && number.front() == '0' && (complete == 10 || complete == 11);
    if (!is_number) return unusable(text, "is not a telephone number with an area code");
    return number;
}

Result<std::string> postal_code(std::string_view text) {
    auto code = with_plain_hyphens(nfkc(text));
    if (code.rfind("〒", 0) == 0) code.erase(0, std::string_view("〒").size());
    code = digit_groups(code);
    code.erase(std::remove(code.begin(), code.end(), '-'), code.end());
    if (code.size() != 7) return unusable(text, "is not a postal code of seven digits");
    return code.substr(0, 3) + "-" + code.substr(3);
}

bool is_host_and_path(const std::string& text) {
    const auto host = text.substr(0, text.find_first_of("/?#"));
    const auto is_host_character = [](unsigned char character) {
        return std::isalnum(character) != 0 || character == '.' || character == '-';
    };
    return host.find('.') != std::string::npos && host.front() != '.' && host.back() != '.' &&
           std::all_of(host.begin(), host.end(), is_host_character);
}

Result<std::string> url(std::string_view text) {
    const std::string address(text);
    const auto scheme_end = address.find("://");
    auto scheme = address.substr(0, scheme_end == std::string::npos ? 0 : scheme_end);
    std::transform(scheme.begin(), scheme.end(), scheme.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto rest = scheme_end == std::string::npos ? address : address.substr(scheme_end + 3);
    const bool has_space = std::any_of(address.begin(), address.end(), [](unsigned char c) { return c <= ' '; });
    const bool known_scheme = scheme.empty() || scheme == "http" || scheme == "https";
    if (has_space || !known_scheme || rest.empty() || !is_host_and_path(rest.substr(0, rest.find(':'))))
        return unusable(text, "is not an http or https address");
    return (scheme.empty() ? "http" : scheme) + "://" + rest;
}

}  // namespace

const std::vector<std::string>& transform_names() {
    static const std::vector<std::string> names = {"nfkc", "phone", "postal_code", "url", "municipality"};
    return names;
}

std::optional<TransformKind> transform_kind(std::string_view name) {
    const auto& names = transform_names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<TransformKind>(found - names.begin());
}

std::string trimmed(std::string_view text) {
    std::string cleaned;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const auto character = static_cast<unsigned char>(text[index]);
        if (character == '\r') {
            if (index + 1 == text.size() || text[index + 1] != '\n') cleaned += '\n';
        } else {
            cleaned += (character < ' ' && character != '\n') || character == 0x7F ? ' ' : text[index];
        }
    }
    constexpr std::string_view kWideSpace = "\xE3\x80\x80";
    std::string_view rest = cleaned;
    const auto is_space = [](char character) { return character == ' ' || character == '\n'; };
    for (;;) {
        if (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
        else if (!rest.empty() && is_space(rest.back())) rest.remove_suffix(1);
        else if (rest.starts_with(kWideSpace)) rest.remove_prefix(kWideSpace.size());
        else if (rest.ends_with(kWideSpace)) rest.remove_suffix(kWideSpace.size());
        else return std::string(rest);
    }
}

Result<std::string> transformed(const Transform& transform, std::string_view text) {
    if (text.empty()) return std::string();
    switch (transform.kind) {
        case TransformKind::nfkc: return trimmed(nfkc(text));
        case TransformKind::phone: return phone(text, transform.area_code);
        case TransformKind::postal_code: return postal_code(text);
        case TransformKind::url: return url(text);
        case TransformKind::municipality: return municipality_of(nfkc(text));
    }
    return std::string(text);
}

}  // namespace hub::passport_db
