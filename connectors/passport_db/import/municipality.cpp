#include "connectors/passport_db/import/municipality.hpp"

#include <algorithm>
#include <array>

#include "handlers/places/prefectures.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kCharacter = 3;  // bytes of a kanji in UTF-8
constexpr std::size_t kLongestName = 8 * kCharacter;

// Only these have wards; a 区 elsewhere is part of the rest of the address.
constexpr std::array<std::string_view, 20> kCitiesWithWards = {
    "札幌市",   "仙台市", "さいたま市", "千葉市", "横浜市", "川崎市", "相模原市", "新潟市",   "静岡市", "浜松市",
    "名古屋市", "京都市", "大阪市",     "堺市",   "神戸市", "岡山市", "広島市",   "北九州市", "福岡市", "熊本市"};

// Names that hold a 市, 町, 村 or 郡 before their end.
constexpr std::array<std::string_view, 14> kMisleading = {"四日市市", "廿日市市",   "八日市市", "野々市市", "郡山市",
                                                          "郡上市",   "大和郡山市", "蒲郡市",   "小郡市",   "余市町",
                                                          "玉村町",   "大町町",     "上市町",   "下市町"};

// Districts that would be taken for a city.
constexpr std::array<std::string_view, 2> kMisleadingDistricts = {"高市郡", "余市郡"};

// Where the first `suffix` ends that follows at least one character and ends a name of usual length, or kNone.
std::size_t end_of(std::string_view text, std::string_view suffix) {
    const auto at = text.find(suffix, kCharacter);
    return at == kNone || at + suffix.size() > kLongestName ? kNone : at + suffix.size();
}

std::string_view without_prefecture(std::string_view address) {
    for (const auto prefecture : places::kPrefectures)
        if (address.starts_with(prefecture)) return address.substr(prefecture.size());
    return address;
}

std::string_view with_ward(std::string_view address, std::string_view city) {
    if (std::find(kCitiesWithWards.begin(), kCitiesWithWards.end(), city) == kCitiesWithWards.end()) return city;
    const auto ward_end = end_of(address.substr(city.size()), "区");
    return ward_end == kNone ? city : address.substr(0, city.size() + ward_end);
}

std::string_view misleading_name(std::string_view address) {
    for (const auto name : kMisleading)
        if (address.starts_with(name)) return name;
    return {};
}

std::string_view town_or_village(std::string_view address) {
    if (const auto name = misleading_name(address); !name.empty()) return name;
    const auto end = std::min(end_of(address, "町"), end_of(address, "村"));
    return end == kNone ? std::string_view() : address.substr(0, end);
}

// The length of the district an address begins with; 0 when it begins with something else.
std::size_t district_length(std::string_view address, std::size_t city_end) {
    for (const auto district : kMisleadingDistricts)
        if (address.starts_with(district)) return district.size();
    const auto end = end_of(address, "郡");
    return end < city_end ? end : 0;
}

}  // namespace

std::string municipality_of(std::string_view address) {
    address = without_prefecture(address);
    if (const auto name = misleading_name(address); !name.empty()) return std::string(name);
    const auto city_end = std::min(end_of(address, "市"), end_of(address, "区"));
    const auto district = district_length(address, city_end);
    if (district > 0 || city_end == kNone) return std::string(town_or_village(address.substr(district)));
    return std::string(with_ward(address, address.substr(0, city_end)));
}

}  // namespace hub::passport_db
