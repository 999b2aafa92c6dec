// What opening hours say of closed days.
#include <algorithm>
#include <utility>

#include "handlers/catalog/opening_hours_reader.hpp"

namespace hub::catalog {

void OpeningHoursReader::read_days() {
    if (closed_ && is_label_of_hours()) closed_ = false;
    const auto pattern = pattern_here();
    if (!closed_) {
        pending_.push_back(pattern);
        return;
    }
    Closure closure;
    closure.days = pattern;
    closure.maybe = std::exchange(sometimes_, false);
    hours_.closures_.push_back(closure);
}

// 定休日：水曜日 土日・祝：7:00-18:00: what a colon connects with a time is no closed day.
bool OpeningHoursReader::is_label_of_hours() const {
    std::size_t at = at_;
    const auto is_listed = [this](std::size_t index) {
        const auto& word = words_[index];
        return word.kind == Kind::days || word.kind == Kind::to || (word.kind == Kind::separator && !word.colon);
    };
    while (at + 1 < words_.size() && is_listed(at) && words_[at + 1].begin == words_[at].end) ++at;
    if (at >= words_.size() || !words_[at].colon) return false;
    for (std::size_t ahead = 1; ahead <= 4 && at + ahead < words_.size(); ++ahead)
        if (words_[at + ahead].kind == Kind::time) return true;
    return false;
}

// 12/29～1/3, 8/14～16, 1月1、2日
void OpeningHoursReader::read_date() {
    YearDays days{words_[at_].value, words_[at_].value};
    const bool continues = is_ahead(1, Kind::to) || is_ahead(1, Kind::separator);
    if (is_ahead(1, Kind::to) && is_ahead(2, Kind::date)) {
        days.last = ahead(2)->value;
        at_ += 2;
    } else if (continues && is_ahead(2, Kind::number) && ahead(2)->value >= 1 && ahead(2)->value <= 31) {
        days.last = days.first / 100 * 100 + ahead(2)->value;
        at_ += 2;
    }
    add_year_days(days, !closed_);
    // The weekday behind a date is that date's: 7/28（月）お休みです.
    if (is_ahead(1, Kind::open_bracket) && is_ahead(2, Kind::days)) at_ += 2;
}

void OpeningHoursReader::add_year_days(YearDays days, bool maybe) {
    Closure closure;
    closure.year_days = days;
    closure.maybe = maybe;
    hours_.closures_.push_back(closure);
}

// 定休日：月曜 or 月曜定休
void OpeningHoursReader::read_closed() {
    if (pending_.empty() || open_days_) {
        closed_ = true;
        current_ = hours_.rules_.size();
    } else {
        close_pending(false);
    }
}

void OpeningHoursReader::close_pending(bool maybe) {
    for (const auto& pattern : pending_) {
        Closure closure;
        closure.days = pattern;
        closure.from = pending_from_;
        closure.maybe = maybe || sometimes_;
        hours_.closures_.push_back(closure);
    }
    sometimes_ = false;
    forget_pending();
}

// 木曜不定休 is said of Thursdays, 不定休 alone of every day.
void OpeningHoursReader::read_irregular(bool& every_day) {
    if (!pending_.empty()) close_pending(true);
    else if (closed_ && is_behind(Kind::days) && !hours_.closures_.empty()) hours_.closures_.back().maybe = true;
    else every_day = true;
}

// 隔週水曜, 火曜（月2回）
void OpeningHoursReader::read_sometimes() {
    const bool of_next = is_ahead(1, Kind::days);
    if (!of_next && closed_ && !hours_.closures_.empty()) hours_.closures_.back().maybe = true;
    else sometimes_ = true;
}

// 土曜午後; the 【午後】 before a time says nothing new.
void OpeningHoursReader::read_afternoon() {
    const bool connected = is_behind(Kind::other) && at_ > 1 && words_[at_ - 2].kind == Kind::days;
    if (!is_behind(Kind::days) && !connected) return;
    if (closed_ && !hours_.closures_.empty()) hours_.closures_.back().from = words_[at_].value;
    else pending_from_ = words_[at_].value;
}

// 月～金（祝日を除く）, 日曜・祝日を除く, 水曜（祝日関係なく）
void OpeningHoursReader::read_except() {
    if (!pending_.empty()) {
        const bool only_holidays = pending_.back().days == kHoliday && pending_.size() > 1;
        if (only_holidays && is_bracketed_days()) {
            pending_.pop_back();
            pending_not_holidays_ = true;
        } else {
            close_pending(false);
        }
    } else if (closed_ && !hours_.closures_.empty() && hours_.closures_.back().days.days == kHoliday) {
        hours_.closures_.pop_back();
    }
}

bool OpeningHoursReader::is_bracketed_days() const {
    for (std::size_t at = at_; at-- > 0;) {
        if (words_[at].kind == Kind::open_bracket) return true;
        if (words_[at].kind != Kind::days && words_[at].kind != Kind::other) return false;
    }
    return false;
}

}  // namespace hub::catalog
