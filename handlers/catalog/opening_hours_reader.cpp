#include "handlers/catalog/opening_hours_reader.hpp"

#include <algorithm>
#include <utility>

namespace hub::catalog {
namespace {

constexpr std::size_t kLongestText = 6'000;  // bytes; what stands behind them is not read
constexpr std::size_t kMostRules = 40;
constexpr std::size_t kLongConnection = 4;  // letters between days and what is said of them: は, は毎週, のみ
constexpr int kDay = 24 * 60;
constexpr int kLongestOpening = 20 * 60;

// From one weekday to another, over the end of the week where it must be.
DaySet days_between(DaySet first, DaySet last) {
    DaySet days = 0;
    DaySet day = static_cast<DaySet>(first & 0x7F);
    if (day == 0 || (last & 0x7F) == 0) return static_cast<DaySet>(first | last);
    for (int count = 0; count < 7; ++count) {
        days |= day;
        if ((day & last) != 0) break;
        day = static_cast<DaySet>(day == 0x40 ? 0x01 : day << 1);
    }
    return static_cast<DaySet>(days | (last & kHoliday));
}

}  // namespace

OpeningHoursReader::OpeningHoursReader(std::vector<HoursWord> words) : words_(std::move(words)) {
    const auto first = [this](Kind kind) {
        return std::find_if(words_.begin(), words_.end(), [kind](const HoursWord& word) { return word.kind == kind; });
    };
    days_follow_ = first(Kind::time) < first(Kind::days);
}

OpeningHours OpeningHoursReader::read() {
    for (at_ = 0; at_ < words_.size() && hours_.rules_.size() + hours_.closures_.size() < kMostRules; ++at_) step();
    for (auto& rule : hours_.rules_) merge(rule.ranges);
    return std::move(hours_);
}

void OpeningHoursReader::step() {
    const auto& word = words_[at_];
    switch (word.kind) {
        case Kind::time:
        case Kind::number: read_range(); break;
        case Kind::days: read_days(); break;
        case Kind::date: read_date(); break;
        case Kind::year_end: add_year_days(word.year_days, word.maybe || !closed_); break;
        case Kind::all_day: read_all_day(); break;
        case Kind::hours_follow: read_hours_follow(); break;
        case Kind::never_closed: closed_ = false; break;
        case Kind::closed: read_closed(); break;
        case Kind::irregular: read_irregular(hours_.irregular_); break;
        case Kind::differs:
            if (!is_last_order()) read_irregular(closed_ ? hours_.irregular_ : hours_.differs_);
            break;
        case Kind::sometimes: read_sometimes(); break;
        case Kind::afternoon: read_afternoon(); break;
        case Kind::on_holiday:
            hours_.open_on_holidays_ = true;
            after_holiday_ = true;
            break;
        case Kind::next_day: hours_.closed_next_day_ |= after_holiday_; break;
        case Kind::except: read_except(); break;
        case Kind::close_bracket: after_holiday_ = false; break;
        case Kind::other: read_other(word); break;
        case Kind::to:
        case Kind::opens:
        case Kind::last_order:
        case Kind::open_bracket:
        case Kind::separator: break;
    }
}

// 10:00～19:00, 9～17時, 11:00～, 9時開店～18時閉店
void OpeningHoursReader::read_range() {
    const auto& begin = words_[at_];
    const bool opens = is_ahead(1, Kind::opens);
    const bool to = is_ahead(opens ? 2 : 1, Kind::to);
    const std::size_t behind = 1 + (opens ? 1 : 0) + (to ? 1 : 0);
    const bool begins_next = is_ahead(behind + 1, Kind::to);  // 昼11:30～ 夜17:30～
    const bool ends = (is_ahead(behind, Kind::time) || is_ahead(behind, Kind::number)) && !begins_next;
    const bool bare = begin.kind == Kind::number;
    if (bare && !(ends && is_ahead(behind, Kind::time) && begin.value < 24)) return;
    if (!(to || (opens && ends)) || is_last_order()) return;
    OpenRange range{bare ? begin.value * 60 : begin.value, std::nullopt};
    if (ends) range.end = end_of(range.begin, begin.afternoon, *ahead(behind));
    at_ += ends ? behind : behind - 1;
    add_range(range);
    if (days_follow_) read_days_behind();
}

std::optional<int> OpeningHoursReader::end_of(int begin, bool afternoon, const HoursWord& word) {
    int end = word.kind == Kind::number ? word.value * 60 : word.value;
    if (afternoon && end <= begin && end + kDay / 2 > begin) end += kDay / 2;  // 午後1:00～6:00
    if (end <= begin) end += kDay;
    // 10:00～7:00 is more likely 19:00 than the next morning: not known.
    return end - begin > kLongestOpening && end != begin + kDay ? std::nullopt : std::optional(end);
}

bool OpeningHoursReader::is_last_order() const {
    const bool directly = is_behind(Kind::last_order);
    const bool near =
        (is_behind(Kind::other) || is_behind(Kind::separator)) && at_ > 1 && words_[at_ - 2].kind == Kind::last_order;
    return (directly || near) && hours_.known();
}

void OpeningHoursReader::add_range(OpenRange range) {
    closed_ = false;
    open_days_ = false;
    if (pending_.empty() && current_ < hours_.rules_.size()) {
        hours_.rules_[current_].ranges.push_back(range);
        return;
    }
    const auto same = std::find_if(hours_.rules_.begin(), hours_.rules_.end(),
                                   [this](const HoursRule& rule) { return rule.days == pending_; });
    if (same != hours_.rules_.end()) {
        current_ = static_cast<std::size_t>(same - hours_.rules_.begin());
        same->ranges.push_back(range);
        forget_pending();
        return;
    }
    hours_.rules_.push_back({std::move(pending_), pending_not_holidays_, {range}});
    forget_pending();
    current_ = hours_.rules_.size() - 1;
}

// 9:00～18:00（火～金）: the days of the hours before them; of several the last.
void OpeningHoursReader::read_days_behind() {
    if (!is_ahead(1, Kind::open_bracket) || !hours_.rules_[current_].days.empty()) return;
    std::size_t end = 2;
    while (is_ahead(end, Kind::days) || is_ahead(end, Kind::separator) || is_ahead(end, Kind::to)) ++end;
    if (end == 2 || !is_ahead(end, Kind::close_bracket)) return;
    HoursRule rule;
    const auto close = at_ + end;
    for (at_ += 2; at_ < close; ++at_)
        if (words_[at_].kind == Kind::days) rule.days.push_back(pattern_here());
    rule.not_on_holidays = std::exchange(pending_not_holidays_, false);
    auto& general = hours_.rules_[current_];
    rule.ranges.push_back(general.ranges.back());
    general.ranges.pop_back();
    if (general.ranges.empty()) hours_.rules_.erase(hours_.rules_.begin() + static_cast<std::ptrdiff_t>(current_));
    hours_.rules_.push_back(std::move(rule));
    current_ = hours_.rules_.size();
}

void OpeningHoursReader::read_all_day() {
    if (!hours_.known() || !pending_.empty()) add_range({0, kDay});
}

// 定休日：日曜　平日の営業時間：…: the days before it are not closed ones.
void OpeningHoursReader::read_hours_follow() {
    const bool connected = is_behind(Kind::other) && at_ > 1 && words_[at_ - 2].kind == Kind::days &&
                           words_[at_ - 1].end - words_[at_ - 1].begin == 1;
    if (closed_ && connected && !hours_.closures_.empty()) {
        pending_.push_back(hours_.closures_.back().days);
        pending_not_holidays_ = words_[at_ - 2].not_holidays;
        hours_.closures_.pop_back();
    }
    closed_ = false;
    open_days_ = words_[at_].open_days;
}

// The days at this word, 月～金 as one; stands at the last of them afterwards.
DayPattern OpeningHoursReader::pattern_here() {
    DayPattern pattern = words_[at_].days;
    if (words_[at_].not_holidays) pending_not_holidays_ = true;
    if (is_ahead(1, Kind::to) && is_ahead(2, Kind::days)) {
        pattern.days = days_between(pattern.days, ahead(2)->days.days);
        at_ += 2;
    }
    return pattern;
}

void OpeningHoursReader::forget_pending() {
    pending_.clear();
    pending_from_ = 0;
    pending_not_holidays_ = false;
}

// Behind a longer remark the days before it are no longer spoken of.
void OpeningHoursReader::read_other(const HoursWord& word) {
    const bool label = closed_ && is_ahead(1, Kind::separator) && ahead(1)->colon && !after_holiday_;
    if (word.end - word.begin <= kLongConnection && !label) return;
    forget_pending();
    sometimes_ = false;
    if (closed_ && !after_holiday_) closed_ = false;
}

void OpeningHoursReader::merge(std::vector<OpenRange>& ranges) {
    std::stable_sort(ranges.begin(), ranges.end(),
                     [](const OpenRange& one, const OpenRange& other) { return one.begin < other.begin; });
    std::vector<OpenRange> merged;
    for (const auto& range : ranges) {
        if (!merged.empty() && merged.back().end && range.begin < *merged.back().end) {
            if (range.end) merged.back().end = std::max(merged.back().end, range.end);
        } else {
            merged.push_back(range);
        }
    }
    ranges = std::move(merged);
}

OpeningHours OpeningHours::parse(std::string_view text) {
    return OpeningHoursReader(read_hours_words(text.substr(0, kLongestText))).read();
}

}  // namespace hub::catalog
