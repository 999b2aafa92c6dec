#include "handlers/catalog/opening_hours_times.hpp"

#include <utility>

namespace hub::catalog {
namespace {

enum class Half { none, morning, afternoon, next_day };

// 午後, pm, 翌 before a time; `at` is moved to the time.
Half read_half(const HoursLetters& letters, std::size_t& at) {
    static constexpr std::pair<std::u32string_view, Half> kHalves[] = {
        {U"午前", Half::morning},  {U"午後", Half::afternoon}, {U"a.m.", Half::morning},   {U"p.m.", Half::afternoon},
        {U"a m", Half::morning},   {U"p m", Half::afternoon},  {U"am", Half::morning},     {U"pm", Half::afternoon},
        {U"朝", Half::morning},    {U"夜", Half::afternoon},   {U"夕方", Half::afternoon}, {U"よる", Half::afternoon},
        {U"翌朝", Half::next_day}, {U"翌日", Half::next_day},  {U"翌", Half::next_day},    {U"深夜", Half::next_day}};
    for (const auto& [name, half] : kHalves) {
        if (!letters.starts(name, at)) continue;
        const auto behind = letters.behind_blanks(at + name.size());
        if (!is_digit(letters.at(behind))) continue;
        at = behind;
        return half;
    }
    return Half::none;
}

// The minutes behind an hour: :30, 時30分, 時半, 時; `at` is moved behind them. None where the number was no hour.
std::optional<int> read_minutes(const HoursLetters& letters, std::size_t& at) {
    if (letters.at(at) == U':' || letters.at(at) == U';') {
        const auto minutes = letters.digits(++at, 2);
        return minutes && *minutes <= 59 ? minutes : std::nullopt;
    }
    if (letters.at(at) != U'時' || letters.at(at + 1) == U'間') return std::nullopt;
    ++at;
    std::size_t behind = at;
    const auto minutes = letters.digits(behind, 2);
    if (minutes && letters.at(behind) == U'分') {
        at = behind + 1;
        return minutes;
    }
    if (letters.at(at) != U'半') return 0;
    ++at;
    return 30;
}

}  // namespace

std::optional<WrittenTime> written_time_at(const HoursLetters& letters, std::size_t at) {
    if (letters.starts(U"正午", at)) return WrittenTime{12 * 60, false, at + 2};
    const Half half = read_half(letters, at);
    const auto hour = letters.digits(at, 2);
    if (!hour || *hour > 29 || is_digit(letters.at(at))) return std::nullopt;
    const auto minutes = read_minutes(letters, at);
    if (!minutes) return std::nullopt;
    const bool later_pm = letters.starts(U"pm", at);
    WrittenTime time{*hour * 60 + *minutes, half == Half::afternoon || later_pm, at};
    if (later_pm || letters.starts(U"am", at)) time.end += 2;
    if (time.afternoon && *hour < 12) time.minutes += 12 * 60;
    if (half == Half::next_day && *hour < 12) time.minutes += 24 * 60;
    return time;
}

}  // namespace hub::catalog
