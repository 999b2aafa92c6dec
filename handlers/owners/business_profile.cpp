#include "handlers/owners/business_profile.hpp"

#include <algorithm>

#include "handlers/accounts/provisional.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/outer_blanks.hpp"
#include "handlers/privacy/my_number.hpp"

namespace hub::owners {
namespace {

using catalog::FieldReader;

constexpr std::size_t kLongestCompany = 200;  // code points, as the next
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kCorporateDigits = 13;

// Text of one line without blanks around it, of either width.
std::string read_line(FieldReader& reader, std::string_view field, std::size_t longest, const char* problem) {
    std::string text(catalog::without_outer_blanks(reader.text(field)));
    const auto is_control = [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; };
    if (catalog::count_code_points(text) > longest || std::any_of(text.begin(), text.end(), is_control))
        reader.wrong(field, problem);
    privacy::refuse_my_number(reader, field, text);
    return text;
}

// Hiragana, half-width and full-width katakana are written in full-width katakana.
std::string read_kana(FieldReader& reader) {
    auto text = catalog::fold(read_line(reader, "name_kana", kLongestName, "100文字以内で指定してください。"));
    bool only_kana = true;
    for (auto& letter : text) {
        if (letter >= U'ぁ' && letter <= U'ん') letter += U'ァ' - U'ぁ';
        else if (letter == U'ゔ') letter = U'ヴ';
        else if (letter != U'ー' && letter != U' ' && letter != U'・') only_kana = false;
    }
    if (!only_kana) reader.wrong("name_kana", "カタカナかひらがなで指定してください。");
    return catalog::to_utf8(text);
}

// Digits with hyphens where they were typed, brackets count as such: 06(1234)5678 is 06-1234-5678.
std::string read_tel(FieldReader& reader) {
    std::string tel;
    std::size_t digits = 0;
    bool ok = true;
    for (const char32_t letter : catalog::fold(reader.text("tel"))) {
        if (letter >= U'0' && letter <= U'9') {
            tel += static_cast<char>(letter);
            ++digits;
        } else if (letter == U'ー' || letter == U'(' || letter == U')') {
            if (!tel.empty() && tel.back() != '-') tel += '-';
        } else if (letter != U' ') {
            ok = false;
        }
    }
    if (!ok || (digits != 10 && digits != 11) || tel.front() != '0' || tel.back() == '-' || tel.size() > 20)
        reader.wrong("tel", "電話番号を市外局番から指定してください（例：06-1234-5678）。");
    return tel;
}

std::string read_corporate_number(FieldReader& reader) {
    std::string digits;
    for (const char32_t letter : catalog::fold(reader.text("corporate_number")))
        digits += letter < 0x80 ? static_cast<char>(letter) : '?';
    if (!digits.empty() && !is_corporate_number(digits))
        reader.wrong("corporate_number",
                     "13桁の法人番号を確かめて指定してください。法人番号がないときは空けておいてください。");
    return digits;
}

}  // namespace

bool is_corporate_number(std::string_view digits) {
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    if (digits.size() != kCorporateDigits || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    int sum = 0;
    for (std::size_t from_right = 0; from_right + 1 < kCorporateDigits; ++from_right)
        sum += (digits[kCorporateDigits - 1 - from_right] - '0') * (from_right % 2 == 0 ? 1 : 2);
    return digits[0] - '0' == 9 - sum % 9;
}

BusinessProfile read_business_profile(FieldReader& reader) {
    BusinessProfile profile;
    profile.company_name =
        read_line(reader, "company_name", kLongestCompany, "会社・団体の名前を200文字以内で指定してください。");
    if (profile.company_name.empty()) reader.wrong("company_name", "会社・団体の名前を指定してください。");
    profile.corporate_number = read_corporate_number(reader);
    profile.name = read_line(reader, "name", kLongestName, "担当者の氏名を100文字以内で指定してください。");
    if (profile.name.empty()) reader.wrong("name", "担当者の氏名を指定してください。");
    profile.name_kana = read_kana(reader);
    profile.tel = read_tel(reader);
    profile.consent_version = reader.text("consent_version");
    if (profile.consent_version != accounts::kConsentVersion)
        reader.wrong("consent_version", accounts::consent_problem(profile.consent_version));
    return profile;
}

void write_business_profile(json::Writer& writer, const BusinessProfile& profile) {
    writer.member("company_name", profile.company_name);
    writer.member("corporate_number", profile.corporate_number);
    writer.member("name", profile.name);
    writer.member("name_kana", profile.name_kana);
    writer.member("tel", profile.tel);
    writer.member("consent_version", profile.consent_version);
}

}  // namespace hub::owners
