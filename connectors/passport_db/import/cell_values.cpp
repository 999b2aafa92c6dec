// The values of a row that are made of several cells, or looked up: positions, days, codes, benefits.
#include <algorithm>

#include "connectors/passport_db/import/cell_reader.hpp"
#include "connectors/passport_db/import/list_position.hpp"
#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {

// The two halves of the position; nothing when neither is given or one was refused.
std::optional<std::pair<std::string, std::string>> CellReader::degrees_text() {
    if (has("position")) {
        const auto text = name("position");
        const auto comma = text.find(',');
        if (trimmed(text) == "," || text.empty()) return std::nullopt;
        if (comma != std::string::npos)
            return std::pair(trimmed(text.substr(0, comma)), trimmed(text.substr(comma + 1)));
        refuse("position", "緯度と経度をコンマで区切って書いてください");
        return std::nullopt;
    }
    auto lat = name("lat");
    auto lng = name("lng");
    if (lat.empty() != lng.empty()) refuse(lat.empty() ? "lat" : "lng", "緯度と経度の片方しかありません");
    if (lat.empty() || lng.empty()) return std::nullopt;
    return std::pair(std::move(lat), std::move(lng));
}

std::optional<catalog::Position> CellReader::position() {
    const auto text = degrees_text();
    if (!text) return std::nullopt;
    const auto found = position_in_japan(text->first, text->second);
    const char* field_name = has("position")                                                    ? "position"
                             : is_degrees(text->first) && !is_degrees(text->second) ? "lng"
                                                                                     : "lat";
    if (!found) {
        refuse(field_name, found.error().detail);
        return std::nullopt;
    }
    if (found->swapped) find(FindingKind::corrected, field_name, "緯度と経度が入れ替わっていたため直しました");
    return found->position;
}

std::optional<DayPeriod> CellReader::period_of(const char* field_name, std::optional<std::chrono::year_month> around) {
    const auto refused_so_far = refused_;
    const auto written_days = text(field_name, longest::kBody);
    if (refused_ > refused_so_far) return std::nullopt;
    const auto found = days_in(written_days, around);
    if (found && !found->doubt.empty()) find(FindingKind::doubtful, field_name, found->doubt);
    if (found) return *found;
    refuse(field_name, written_days.empty() ? "値がありません" : found.error().detail);
    return std::nullopt;
}

std::optional<DayPeriod> CellReader::days(std::optional<std::chrono::year_month> around) {
    if (has("period")) return period_of("period", around);
    auto first = period_of("starts_on", around);
    if (!has("ends_on") || !first) return first;
    if (text("ends_on", longest::kBody).empty()) {
        find(FindingKind::corrected, "ends_on", "終了日がないため、開始日と同じにしました");
        return first;
    }
    const auto last = period_of("ends_on", around);
    if (!last) return std::nullopt;
    if (last->last < first->first) {
        refuse("ends_on", "終了日が開始日（" + iso_day(first->first) + "）より前です");
        return std::nullopt;
    }
    first->last = last->last;
    return first;
}

std::string CellReader::code(const ValueRule& rule, const Codes& codes, const char* list) {
    const auto text = value(rule, longest::kName);
    if (text.empty()) return {};
    const auto found = codes.find(text);
    if (found != codes.end()) return found->second;
    find(FindingKind::refused, rule, "「" + text + "」はコード表（" + list + "）の名前でもコードでもありません");
    return {};
}

std::string CellReader::code(const char* field_name, const Codes& codes, const char* list) {
    const auto refused_so_far = refused_;
    const auto rule = mapping_.fields.find(field_name);
    auto found = rule == mapping_.fields.end() ? std::string() : code(rule->second, codes, list);
    if (found.empty() && refused_ == refused_so_far) refuse(field_name, "値がありません");
    return found;
}

std::vector<std::string> CellReader::codes_of(const std::vector<ValueRule>& rules, const Codes& codes,
                                              const char* list) {
    std::vector<std::string> all;
    for (const auto& rule : rules) {
        auto found = code(rule, codes, list);
        const bool is_new = std::find(all.begin(), all.end(), found) == all.end();
        if (!found.empty() && is_new) all.push_back(std::move(found));
    }
    return all;
}

std::vector<catalog::Benefit> CellReader::benefits(const Codes& codes) {
    std::vector<catalog::Benefit> benefits;
    for (const auto& rule : mapping_.benefits) {
        auto title = in_one_line(value(rule.title, longest::kName));
        if (title.empty()) continue;
        const auto refused_so_far = refused_;
        auto found = code(rule.code, codes, "tokuten");
        if (found.empty() && refused_ == refused_so_far)
            find(FindingKind::refused, rule.code, "特典の見出しがあるのに、種類がありません");
        auto detail = rule.detail ? trimmed(value(*rule.detail, longest::kDetail)) : std::string();
        benefits.push_back({std::move(found), std::move(title), std::move(detail)});
    }
    return benefits;
}

}  // namespace hub::passport_db
