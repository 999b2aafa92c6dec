#include "connectors/passport_db/import/transforms.hpp"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include "connectors/passport_db/import/hours_text.hpp"
#include "connectors/passport_db/import/municipality.hpp"
#include "connectors/passport_db/import/phone_number.hpp"
#include "connectors/passport_db/import/trimming.hpp"
#include "connectors/passport_db/import/web_address.hpp"
#include "connectors/support/sha256.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kDigestBytes = 16;  // of SHA-256: no two keys of a list will ever share them

std::string digest(std::string_view text) {
    static constexpr auto kDigits = "0123456789abcdef";
    std::string name;
    for (const char byte : http::sha256(text).substr(0, kDigestBytes)) {
        name += kDigits[static_cast<unsigned char>(byte) >> 4];
        name += kDigits[static_cast<unsigned char>(byte) & 15];
    }
    return name;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

Transformed with_yen_signs(std::string_view text) {
    Transformed result;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool yen = text[index] == '\\' && index + 1 < text.size() && is_digit(text[index + 1]);
        if (yen) result.correction = "\\を¥に直しました";
        result.text += yen ? std::string("¥") : std::string(1, text[index]);
    }
    return result;
}

// An address behind "〒530-0001" or "5300001 ".
std::string without_postal_code(std::string_view text) {
    const auto plain = trimmed(text);
    const auto whole = nfkc(plain);
    std::size_t end = whole.starts_with("〒") ? std::string_view("〒").size() : 0;
    const auto begin = end;
    std::size_t digits = 0;
    while (end < whole.size() && (is_digit(whole[end]) || whole[end] == '-')) digits += is_digit(whole[end++]);
    return digits == 7 || (begin > 0 && digits > 0) ? trimmed(std::string_view(whole).substr(end)) : plain;
}

}  // namespace

// NFKC would make ②14:00 the time 214:00, so numbers in circles stay what they are.
std::string nfkc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* whole = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return std::string(text);
    static const icu::UnicodeSet usual = icu::UnicodeSet(0, 0x10FFFF).remove(0x2460, 0x2473);
    const icu::FilteredNormalizer2 filtered(*whole, usual);
    const icu::Normalizer2& normalizer = filtered;
    const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    std::string utf8;
    normalizer.normalize(source, status).toUTF8String(utf8);
    return U_SUCCESS(status) ? utf8 : std::string(text);
}

const std::vector<std::string>& transform_names() {
    static const std::vector<std::string> names = {"nfkc",         "phone",   "postal_code", "url",
                                                   "municipality", "hours",   "hours_in",    "holidays_in",
                                                   "address_in",   "padding", "yen",         "digest"};
    return names;
}

std::optional<TransformKind> transform_kind(std::string_view name) {
    const auto& names = transform_names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<TransformKind>(found - names.begin());
}

Result<Transformed> transformed(const Transform& transform, std::string_view text) {
    if (text.empty()) return Transformed{};
    switch (transform.kind) {
        case TransformKind::nfkc: return Transformed{trimmed(nfkc(text))};
        case TransformKind::phone: return phone_number(text, transform.area_code);
        case TransformKind::postal_code: return postal_code(text);
        case TransformKind::url: return web_address(text);
        case TransformKind::municipality: return Transformed{municipality_of(nfkc(text))};
        case TransformKind::hours: return Transformed{hours_text(text)};
        case TransformKind::hours_in: return Transformed{hours_in(text)};
        case TransformKind::holidays_in: return Transformed{holidays_in(text)};
        case TransformKind::address_in: return Transformed{without_postal_code(text)};
        case TransformKind::padding: return Transformed{without_padding(text)};
        case TransformKind::yen: return with_yen_signs(text);
        case TransformKind::digest: return Transformed{digest(text)};
    }
    return Transformed{std::string(text)};
}

}  // namespace hub::passport_db
