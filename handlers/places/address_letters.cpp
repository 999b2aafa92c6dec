#include "handlers/places/address_letters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace hub::places {
namespace {

// Only what is written in another width is normalised: NFKC would also turn Ⅱ and ㈱ into other letters.
const icu::Normalizer2& widths() {
    static const icu::FilteredNormalizer2 instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        static const icu::UnicodeSet other_widths(u"[\\u3000\\u3099\\u309A\\uFF01-\\uFFEF]", status);
        const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
        return icu::FilteredNormalizer2(*nfkc, other_widths);
    }();
    return instance;
}

// Letters that are met for one another in names of places: the new form, then the old, printed and look-alike ones.
constexpr std::u32string_view kForms =
    U"沢澤 浜濱濵 辺邊邉 条條 国國圀 島嶋嶌 栄榮 桧檜 竜龍 滝瀧 桜櫻 斉齊斎齋 広廣 蔵藏 富冨 峰峯 崎﨑嵜 高髙 塚\uFA10 "
    U"渕淵渊 篭籠 "
    U"徳德 恵惠 曽曾 真眞 与與 寿壽 宝寶 円圓 万萬 弥彌 穂穗 稲稻 豊豐 館舘 槙槇 荘莊庄 駅驛 県縣 区區 号號 学學 鴎鷗 "
    U"昼晝 静靜 "
    U"総總 実實 来來 縄繩 声聲 釜竈釡 塩鹽 騨驒 涼凉 沖冲 図圖 為爲 狭狹 蛍螢 鉄鐵 青靑 黒黑 歩步 芦蘆 鴬鶯 旧舊 関關 "
    U"梅楳 余餘 当當 団團 台臺 体體 医醫 芸藝 桑桒 吉𠮷 祇祗 柳栁";

using Forms = std::vector<std::pair<char32_t, char32_t>>;

const Forms& forms() {
    static const Forms sorted = [] {
        Forms all;
        char32_t newest = 0;
        for (const char32_t letter : kForms) {
            if (letter == U' ') newest = 0;
            else if (newest == 0) newest = letter;
            else all.emplace_back(letter, newest);
        }
        std::sort(all.begin(), all.end());
        return all;
    }();
    return sorted;
}

char32_t katakana(char32_t letter) { return letter >= 0x3041 && letter <= 0x3096 ? letter + 0x60 : letter; }

char32_t compared_kana(char32_t letter) {
    if (letter == U'が') return U'ケ';  // つつじが丘, つつじケ丘
    switch (const auto kana = katakana(letter)) {
        case U'ガ':
        case U'ヶ':
        case U'ヵ': return U'ケ';
        case U'ッ': return U'ツ';
        case U'ャ': return U'ヤ';
        case U'ュ': return U'ユ';
        case U'ョ': return U'ヨ';
        default: return kana;
    }
}

}  // namespace

std::u32string tidy_letters(std::string_view utf8) {
    const auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    UErrorCode status = U_ZERO_ERROR;
    const auto normal = widths().normalize(text, status);
    if (U_FAILURE(status)) throw std::bad_alloc();
    std::u32string letters;
    letters.reserve(static_cast<std::size_t>(normal.length()));
    for (std::int32_t at = 0; at < normal.length(); at = normal.moveIndex32(at, 1)) {
        const UChar32 letter = normal.char32At(at);
        const bool blank = u_isUWhiteSpace(letter) || u_iscntrl(letter);
        if (!blank) letters += static_cast<char32_t>(letter);
        else if (!letters.empty() && letters.back() != U' ') letters += U' ';
    }
    if (!letters.empty() && letters.back() == U' ') letters.pop_back();
    return letters;
}

std::string to_utf8(std::u32string_view letters) {
    std::string utf8;
    icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(letters.data()),
                                  static_cast<std::int32_t>(letters.size()))
        .toUTF8String(utf8);
    return utf8;
}

char32_t compared(char32_t letter) {
    if (letter < 0x3041) return letter;
    if (letter == U'之' || letter == U'乃') return U'ノ';
    if (letter < 0x3100) return compared_kana(letter);
    const auto& all = forms();
    const auto found = std::lower_bound(all.begin(), all.end(), std::pair<char32_t, char32_t>(letter, 0));
    return found != all.end() && found->first == letter ? found->second : letter;
}

std::u32string compared(std::u32string_view letters) {
    std::u32string result;
    result.reserve(letters.size());
    for (const char32_t letter : letters)
        if (letter != U' ') result += compared(letter);
    return result;
}

bool is_dash(char32_t letter) {
    return letter == U'-' || letter == U'~' || (letter >= 0x2010 && letter <= 0x2015) || letter == 0x2043 ||
           letter == 0x2212 || letter == 0x2500 || letter == 0x2501 || letter == 0x301C || letter == 0x30FC;
}

bool is_digit(char32_t letter) { return letter >= U'0' && letter <= U'9'; }

bool is_numeral(char32_t letter) {
    return std::u32string_view(U"〇一二三四五六七八九十百").find(letter) != std::u32string_view::npos;
}

}  // namespace hub::places
