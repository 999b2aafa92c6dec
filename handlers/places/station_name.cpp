#include "handlers/places/station_name.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/places/prefectures.hpp"

namespace hub::places {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kOperators{
    {{"OsakaMetro", "大阪メトロ"},
     {"Osaka Metro", "大阪メトロ"},
     {"大阪市高速電気軌道", "大阪メトロ"},
     {"阪急電鉄", "阪急"},
     {"阪神電気鉄道", "阪神"},
     {"近畿日本鉄道", "近鉄"},
     {"南海電鉄", "南海"},
     {"南海電気鉄道", "南海"},
     {"京阪電鉄", "京阪"},
     {"京阪電気鉄道", "京阪"},
     {"北大阪急行電鉄", "北大阪急行"},
     {"泉北高速鉄道", "泉北"},
     {"阪堺電気軌道", "阪堺"},
     {"JR西日本", "JR"}}};

bool is_prefecture(std::string_view name) {
    return std::any_of(kPrefectures.begin(), kPrefectures.end(), [name](std::string_view prefecture) {
        return prefecture == name || prefecture.substr(0, prefecture.size() - std::string_view("県").size()) == name;
    });
}

constexpr std::string_view kWideBlank = "　";

std::string_view without_blanks(std::string_view text) {
    for (;;) {
        if (text.starts_with(' ')) text.remove_prefix(1);
        else if (text.ends_with(' ')) text.remove_suffix(1);
        else if (text.starts_with(kWideBlank)) text.remove_prefix(kWideBlank.size());
        else if (text.ends_with(kWideBlank)) text.remove_suffix(kWideBlank.size());
        else return text;
    }
}

}  // namespace

std::string short_operator_name(std::string_view name) {
    for (const auto& [written, said] : kOperators)
        if (written == name) return std::string(said);
    return std::string(name);
}

LabelledName split_station_name(std::string_view name) {
    name = without_blanks(name);
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>("(", ")"), {"（", "）"}}) {
        const auto at = name.find(open);
        if (at == std::string_view::npos || at == 0 || !name.ends_with(close)) continue;
        const auto label = without_blanks(name.substr(at + open.size(), name.size() - at - open.size() - close.size()));
        return {std::string(without_blanks(name.substr(0, at))),
                is_prefecture(label) ? std::string() : short_operator_name(label)};
    }
    return {std::string(name), ""};
}

}  // namespace hub::places
