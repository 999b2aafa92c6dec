#include "handlers/members/municipalities.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <unordered_map>

#include "handlers/catalog/folding.hpp"

namespace hub::members {
namespace {

constexpr std::u32string_view kPrefecture = U"大阪府";

// The large cities with their wards in brackets.
constexpr std::string_view kOsaka =
    "大阪市(都島区,福島区,此花区,西区,港区,大正区,天王寺区,浪速区,西淀川区,東淀川区,東成区,生野区,旭区,城東区,阿倍野区,"
    "住吉区,東住吉区,西成区,淀川区,鶴見区,住之江区,平野区,北区,中央区) 堺市(堺区,中区,東区,西区,南区,北区,美原区) "
    "岸和田市 豊中市 池田市 吹田市 泉大津市 高槻市 貝塚市 守口市 枚方市 茨木市 八尾市 泉佐野市 富田林市 寝屋川市 "
    "河内長野市 松原市 大東市 和泉市 箕面市 柏原市 羽曳野市 門真市 摂津市 高石市 藤井寺市 東大阪市 泉南市 四條畷市 "
    "交野市 大阪狭山市 阪南市 島本町 豊能町 能勢町 忠岡町 熊取町 田尻町 岬町 太子町 河南町 千早赤阪村";

constexpr std::u32string_view kOtherPrefectures[] = {
    U"北海道", U"青森県", U"岩手県", U"宮城県",   U"秋田県",   U"山形県", U"福島県", U"茨城県", U"栃木県",   U"群馬県",
    U"埼玉県", U"千葉県", U"東京都", U"神奈川県", U"新潟県",   U"富山県", U"石川県", U"福井県", U"山梨県",   U"長野県",
    U"岐阜県", U"静岡県", U"愛知県", U"三重県",   U"滋賀県",   U"京都府", U"兵庫県", U"奈良県", U"和歌山県", U"鳥取県",
    U"島根県", U"岡山県", U"広島県", U"山口県",   U"徳島県",   U"香川県", U"愛媛県", U"高知県", U"福岡県",   U"佐賀県",
    U"長崎県", U"熊本県", U"大分県", U"宮崎県",   U"鹿児島県", U"沖縄県"};

constexpr std::size_t kShortest = 2;  // 津市
constexpr std::size_t kLongest = 14;  // a district, a town; a city and its ward

using Names = std::unordered_map<std::u32string, std::string>;  // official names by their folded ones

// What stands before the first of `ends`, which is taken away with it.
std::string_view take_until(std::string_view& text, std::string_view ends) {
    const auto end = std::min(text.find_first_of(ends), text.size());
    const auto taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

Names read_names() {
    Names names;
    const auto add = [&names](const std::string& name) { names.emplace(catalog::fold_name(name), name); };
    auto rest = kOsaka;
    while (!rest.empty()) {
        auto text = take_until(rest, " ");
        const std::string city(take_until(text, "("));
        add(city);
        while (!text.empty()) add(city + std::string(take_until(text, ",)")));
    }
    return names;
}

// 豊能郡豊能町 is 豊能町; the text itself when no district stands in it.
std::u32string_view without_district(std::u32string_view name) {
    const auto district = name.find(U'郡');
    return district == name.npos ? name : name.substr(district + 1);
}

std::optional<std::string> in_osaka(std::u32string_view name) {
    static const Names names = read_names();
    const bool whole = name.starts_with(kPrefecture);
    if (whole) name.remove_prefix(kPrefecture.size());
    for (const auto wanted : {name, without_district(name)})
        if (const auto found = names.find(std::u32string(wanted)); found != names.end())
            return (whole ? catalog::to_utf8(kPrefecture) : std::string()) + found->second;
    return std::nullopt;
}

// Of folded text: ideographs and kana.
bool is_of_names(char32_t letter) {
    return (letter >= 0x3400 && letter <= 0x9FFF) || (letter >= 0x20000 && letter <= 0x3134F) || letter == U'々' ||
           (letter >= 0x3041 && letter <= 0x3096) || letter == U'ー';
}

bool is_elsewhere(std::u32string_view name) {
    const auto prefecture = std::find_if(std::begin(kOtherPrefectures), std::end(kOtherPrefectures),
                                         [&](std::u32string_view each) { return name.starts_with(each); });
    if (prefecture == std::end(kOtherPrefectures)) return false;
    name.remove_prefix(prefecture->size());
    return name.size() >= kShortest && name.size() <= kLongest &&
           std::u32string_view(U"市区町村").find(name.back()) != std::u32string_view::npos &&
           std::all_of(name.begin(), name.end(), is_of_names);
}

std::string without_blanks_and_widths(std::string_view typed) {
    UErrorCode status = U_ZERO_ERROR;
    auto text = icu::UnicodeString::fromUTF8({typed.data(), static_cast<std::int32_t>(typed.size())});
    text = icu::Normalizer2::getNFKCInstance(status)->normalize(text, status);
    if (U_FAILURE(status)) throw std::bad_alloc();
    text.findAndReplace(" ", "");
    std::string plain;
    return text.toUTF8String(plain);
}

}  // namespace

std::optional<std::string> municipality_of(std::string_view typed) {
    const auto name = catalog::fold_name(typed);
    if (auto known = in_osaka(name)) return known;
    if (is_elsewhere(name)) return without_blanks_and_widths(typed);
    return std::nullopt;
}

}  // namespace hub::members
