#include "connectors/passport_db/import/event_days.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "connectors/passport_db/import/day_words.hpp"
#include "connectors/passport_db/import/transforms.hpp"

namespace hub::passport_db {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

// The day numbers of 2000-01-01 and 2099-12-31 in Excel's count, which has 1899-12-30 as day 0.
constexpr int kFirstDayNumber = 36526;
constexpr int kLastDayNumber = 73050;

Error unreadable(const std::string& reason) { return {ErrorKind::invalid, "import.value", reason}; }

std::optional<sys_days> day_number(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || number < kFirstDayNumber || number > kLastDayNumber) return std::nullopt;
    return sys_days(year{1899} / 12 / 30) + days(number);
}

sys_days last_of(year_month month_of_year) { return sys_days(month_of_year / std::chrono::last); }

std::optional<sys_days> day_of(int of_year, unsigned of_month, unsigned of_day) {
    const year_month_day date{year{of_year}, month{of_month}, day{of_day}};
    if (!date.ok() || of_year < 1900 || of_year > 2100) return std::nullopt;
    return sys_days(date);
}

// Puts years to the days of a text, from the first to the last.
class Calendar {
public:
    explicit Calendar(std::optional<year_month> around) : around_(around) {}

    // The first and the last day a word stands for. Errors: no year can be known, no such day.
    Result<DayPeriod> place(const DayWord& word, bool after_until) {
        const auto of_month = word.month != 0 ? word.month : month_before_;
        if (of_month == 0) return unreadable("月の書かれていない日付です");
        month_before_ = of_month;
        const auto of_day = word.day != 0 ? word.day : 1;
        // A day without its month is one of the same month of the same year.
        const int of_year = word.year == 0 && word.month == 0 && before_ ? word_year(*before_) : word.year;
        const auto found = of_year != 0 ? day_of(of_year, of_month, of_day)
                                        : without_year(of_month, of_day, word.weekday, after_until);
        if (!found && word.year == 0 && !around_ && !before_)
            return unreadable("日付に年がありません（取込のときに --month で一覧の月を指定してください）");
        if (!found) return unreadable("暦にない日付です");
        before_ = *found;
        if (word.weekday && std::chrono::weekday(*found).c_encoding() != *word.weekday && doubt.empty())
            doubt = "日付と曜日が合いません";
        if (word.day != 0) return DayPeriod{*found, *found};
        if (doubt.empty()) doubt = "日が書かれていないため、月の初めから終わりまでとしました";
        return DayPeriod{*found, last_of(year{word_year(*found)} / month{of_month})};
    }

    std::string doubt;

private:
    static int word_year(sys_days date) { return static_cast<int>(year_month_day(date).year()); }

    // Of the years beside the one that is expected: the nearest in which the day of the week is right, or the nearest.
    std::optional<sys_days> without_year(unsigned of_month, unsigned of_day, std::optional<unsigned> weekday,
                                         bool after_until) const {
        if (!around_ && !before_) return std::nullopt;
        const auto anchor = before_ ? *before_ : sys_days(*around_ / 15);
        std::optional<sys_days> best;
        long best_distance = 0;
        for (int offset = -1; offset <= 1; ++offset) {
            const auto candidate = day_of(word_year(anchor) + offset, of_month, of_day);
            if (!candidate) continue;
            long distance = std::labs((*candidate - anchor).count());
            if (after_until && candidate < anchor) distance += 1000;
            if (weekday && std::chrono::weekday(*candidate).c_encoding() != *weekday) distance += 400;
            if (!best || distance < best_distance) best = candidate, best_distance = distance;
        }
        return best;
    }

    const std::optional<year_month> around_;
    std::optional<sys_days> before_;  // the day that was placed last
    unsigned month_before_ = 0;
};

void extend(std::optional<DayPeriod>& period, const DayPeriod& more) {
    if (!period) period = more;
    period->first = std::min(period->first, more.first);
    period->last = std::max(period->last, more.last);
}

// ～12月27日 and 4月1日～: a dash without a day before or behind it.
void open_ends(const std::vector<DayWord>& words, std::optional<year_month> around, DayPeriod& period,
               std::string& doubt) {
    const auto meaning = [](const DayWord& word) { return word.kind != DayWord::Kind::other; };
    const auto first = std::find_if(words.begin(), words.end(), meaning);
    const auto last = std::find_if(words.rbegin(), words.rend(), meaning);
    if (first->kind == DayWord::Kind::until && around) {
        period.first = std::min(period.last, sys_days(*around / 1));
        doubt = "開始日が書かれていないため、一覧の月の初めからとしました";
    }
    if (last->kind == DayWord::Kind::until) {
        const year_month_day begin{period.first};
        period.last = std::max(period.last, last_of(around.value_or(begin.year() / begin.month())));
        doubt = "終了日が書かれていないため、月の終わりまでとしました";
    }
}

}  // namespace

std::string iso_day(sys_days date) {
    const year_month_day parts{date};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                  static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return text;
}

Result<DayPeriod> days_in(std::string_view text, std::optional<year_month> around) {
    const auto plain = nfkc(text);
    if (const auto number = day_number(plain)) return DayPeriod{*number, *number};
    const auto words = day_words(plain);
    Calendar calendar(around);
    std::optional<DayPeriod> period;
    bool after_until = false;
    std::size_t days_found = 0;
    for (const auto& word : words) {
        if (word.kind == DayWord::Kind::until) after_until = true;
        if (word.kind != DayWord::Kind::day) continue;
        const auto placed = calendar.place(word, after_until && days_found > 0);
        if (!placed) return placed.error();
        if (after_until && days_found == 1 && placed->last < period->first)
            return unreadable("終わりの日が始まりの日より前です");
        extend(period, *placed);
        after_until = false;
        ++days_found;
    }
    if (!period) return unreadable("日付が読み取れません");
    open_ends(words, around, *period, calendar.doubt);
    period->doubt = calendar.doubt;
    return *period;
}

}  // namespace hub::passport_db
