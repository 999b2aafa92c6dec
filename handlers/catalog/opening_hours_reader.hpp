#pragma once

#include <optional>
#include <vector>

#include "handlers/catalog/opening_hours.hpp"
#include "handlers/catalog/opening_hours_words.hpp"

namespace hub::catalog {

// Makes opening hours of the words they are written in, read from left to right. Days wait (`pending_`) until it is
// said whether they are open or closed.
class OpeningHoursReader {
public:
    explicit OpeningHoursReader(std::vector<HoursWord> words);

    OpeningHours read();

private:
    using Kind = HoursWord::Kind;

    const HoursWord* ahead(std::size_t by) const { return at_ + by < words_.size() ? &words_[at_ + by] : nullptr; }
    bool is_ahead(std::size_t by, Kind kind) const { return ahead(by) != nullptr && ahead(by)->kind == kind; }
    bool is_behind(Kind kind) const { return at_ > 0 && words_[at_ - 1].kind == kind; }

    void step();
    void read_range();
    static std::optional<int> end_of(int begin, bool afternoon, const HoursWord& word);
    bool is_last_order() const;
    void add_range(OpenRange range);
    void read_days_behind();
    void read_all_day();
    void read_hours_follow();
    DayPattern pattern_here();
    void forget_pending();
    void read_other(const HoursWord& word);
    static void merge(std::vector<OpenRange>& ranges);

    // What is said of closed days: opening_hours_closures.cpp.
    void read_days();
    bool is_label_of_hours() const;
    void read_date();
    void add_year_days(YearDays days, bool maybe);
    void read_closed();
    void close_pending(bool maybe);
    void read_irregular(bool& every_day);
    void read_sometimes();
    void read_afternoon();
    void read_except();
    bool is_bracketed_days() const;

    std::vector<HoursWord> words_;
    std::size_t at_ = 0;
    OpeningHours hours_;
    std::vector<DayPattern> pending_;
    int pending_from_ = 0;
    bool pending_not_holidays_ = false;
    std::size_t current_ = static_cast<std::size_t>(-1);  // the rule that further ranges belong to
    bool closed_ = false;                                 // what follows are closed days
    bool sometimes_ = false;
    bool open_days_ = false;      // behind 営業日：
    bool after_holiday_ = false;  // behind 祝日の場合は
    bool days_follow_ = false;
};

}  // namespace hub::catalog
