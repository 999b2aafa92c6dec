#include "handlers/catalog/opening_hours_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/opening_hours_letters.hpp"
#include "handlers/catalog/opening_hours_phrases.hpp"
#include "handlers/catalog/opening_hours_times.hpp"

namespace hub::catalog {
namespace {

using Kind = HoursWord::Kind;

constexpr std::u32string_view kWeekdays = U"月火水木金土日";
constexpr std::u32string_view kOpenBrackets = U"([【「『<〈《〔";
constexpr std::u32string_view kCloseBrackets = U")]】」』>〉》〕";
constexpr std::u32string_view kSeparators = U"、,・/。;|:※&と";

// ① would become a 1 before the hour behind it.
std::string without_circled_numbers(std::string_view text) {
    std::string result(text);
    for (std::size_t at = result.find("\xE2\x91"); at != result.npos && at + 2 < result.size();
         at = result.find("\xE2\x91", at + 1)) {
        if (static_cast<unsigned char>(result[at + 2]) >= 0xA0 && static_cast<unsigned char>(result[at + 2]) <= 0xB3)
            result.replace(at, 3, "   ");
    }
    return result;
}

class Words {
public:
    explicit Words(std::u32string text) : letters_(std::move(text)) {}

    std::vector<HoursWord> read() {
        while (at_ < letters_.size()) {
            const auto begin = at_;
            if (letter(at_) == U' ') {
                ++at_;
            } else if (!read_date_of_one_year() && !read_time() && !read_date() && !read_ordinal_days() &&
                       !read_year_end() && !read_phrase() && !read_days() && !read_number() && !read_sign()) {
                ++at_;
                add_other(begin);
            }
        }
        return std::move(words_);
    }

private:
    char32_t letter(std::size_t at) const { return letters_.at(at); }
    char32_t before(std::size_t at) const { return letters_.before(at); }
    bool starts(std::u32string_view part, std::size_t at) const { return letters_.starts(part, at); }

    // 定休日日祝, 18時月火定休: the word before is known to have ended.
    bool follows_known_word() const {
        return !words_.empty() && words_.back().kind != Kind::other && words_.back().end == at_;
    }

    HoursWord& add(Kind kind, std::size_t end) {
        HoursWord word;
        word.kind = kind;
        word.begin = at_;
        word.end = end;
        words_.push_back(word);
        at_ = end;
        return words_.back();
    }

    void add_other(std::size_t begin) {
        if (!words_.empty() && words_.back().kind == Kind::other && words_.back().end == begin) {
            words_.back().end = at_;
            return;
        }
        const auto end = at_;
        at_ = begin;
        add(Kind::other, end);
    }

    bool read_time() {
        if (is_digit(before(at_)) && !starts(U"正午", at_) && !follows_known_word()) return false;
        const auto time = written_time_at(letters_, at_);
        if (!time) return false;
        auto& word = add(Kind::time, time->end);
        word.value = time->minutes;
        word.afternoon = time->afternoon;
        return true;
    }

    // 2020年2月4日（火）～7日（金）: once, no rule; nothing of it up to the end of the sentence is.
    bool read_date_of_one_year() {
        std::size_t at = at_;
        const auto year = is_digit(before(at_)) ? std::nullopt : letters_.digits(at, 4);
        const bool has_year = year && *year > 1900 && (letter(at) == U'年' || letter(at) == U'/');
        if (!has_year && !starts(U"令和", at_)) return false;
        while (at < letters_.size() && !is_one_of(letter(at), U"。※")) ++at;
        add(Kind::other, at);
        return true;
    }

    bool read_date() {
        std::size_t at = at_;
        if (is_digit(before(at_)) || before(at_) == U'/') return false;
        const auto month = letters_.digits(at, 2);
        if (!month || *month < 1 || *month > 12 || !is_one_of(letter(at), U"/月")) return false;
        ++at;
        const auto day = letters_.digits(at, 2);
        if (!day || *day < 1 || *day > 31 || is_digit(letter(at)) || letter(at) == U'/') return false;
        if (letter(at) == U'日') ++at;
        add(Kind::date, at).value = *month * 100 + *day;
        return true;
    }

    // 第2・4土曜, 第1、第3火曜日, 第2.と第3月曜日
    bool read_ordinal_days() {
        if (letter(at_) != U'第') return false;
        static constexpr std::u32string_view kNumerals = U"一二三四五";
        std::size_t at = at_;
        std::uint8_t weeks = 0;
        for (; at < letters_.size() && !is_one_of(letter(at), kWeekdays); ++at) {
            const auto numeral = kNumerals.find(letter(at));
            if (is_digit(letter(at)) && letter(at) >= U'1' && letter(at) <= U'5')
                weeks = static_cast<std::uint8_t>(weeks | 1U << (letter(at) - U'1'));
            else if (numeral != kNumerals.npos) weeks = static_cast<std::uint8_t>(weeks | 1U << numeral);
            else if (!is_one_of(letter(at), U"第・、,.と& /")) return false;
        }
        if (weeks == 0 || at >= letters_.size()) return false;
        DaySet days = 0;
        for (; is_one_of(letter(at), kWeekdays) && letter(at) != U'\0'; at = behind_weekday(at))
            days = static_cast<DaySet>(days | 1U << kWeekdays.find(letter(at)));
        add(Kind::days, at).days = {days, weeks};
        return true;
    }

    // Behind 日, 日曜 and 日曜日.
    std::size_t behind_weekday(std::size_t at) const {
        if (letter(at + 1) != U'曜') return at + 1;
        return letter(at + 2) == U'日' && letter(at + 3) != U'曜' ? at + 3 : at + 2;
    }

    bool read_year_end() {
        const auto* year_end = year_end_at(letters_.from(at_));
        if (year_end == nullptr) return false;
        const auto begin = at_;
        const auto end = at_ + year_end->letters.size();
        if (year_end->certain.first != 0) add(Kind::year_end, end).year_days = year_end->certain;
        at_ = begin;
        if (year_end->maybe.first != 0) {
            auto& word = add(Kind::year_end, end);
            word.year_days = year_end->maybe;
            word.maybe = true;
        }
        at_ = end;
        return true;
    }

    bool read_phrase() {
        const auto* phrase = hours_phrase_at(letters_.from(at_));
        if (phrase != nullptr) {
            auto& word = add(phrase->kind, at_ + phrase->letters.size());
            word.value = phrase->value;
            word.open_days = phrase->letters.ends_with(U"日");
            return true;
        }
        return read_last_order_sign() || read_none() || read_times_a_month() || read_next_weekday();
    }

    bool read_last_order_sign() {
        for (const std::u32string_view sign : {U"l.o", U"lo", U"o.s"}) {
            const bool whole = !is_latin(before(at_)) && !is_latin(letter(at_ + sign.size()));
            if (!starts(sign, at_) || !whole) continue;
            add(Kind::last_order, at_ + sign.size() + (letter(at_ + sign.size()) == U'.' ? 1 : 0));
            return true;
        }
        return false;
    }

    bool read_none() {
        const bool none = (starts(U"なし", at_) || starts(U"無し", at_)) && !is_letter(before(at_));
        if (none) add(Kind::never_closed, at_ + 2);
        return none;
    }

    bool read_times_a_month() {
        const bool times = letter(at_) == U'月' && is_digit(letter(at_ + 1)) && letter(at_ + 2) == U'回';
        if (times) add(Kind::sometimes, at_ + 3);
        return times;
    }

    bool read_next_weekday() {
        const bool next = letter(at_) == U'翌' && is_one_of(letter(at_ + 1), kWeekdays) && letter(at_ + 1) != U'\0';
        if (next) add(Kind::next_day, behind_weekday(at_ + 1));
        return next;
    }

    bool read_days() {
        struct Named {
            std::u32string_view letters;
            DaySet days;
        };
        static constexpr Named kNamed[] = {
            {U"平日", kMondayToFriday}, {U"週末", kWeekend}, {U"祝祭日", kHoliday}, {U"祝休日", kHoliday},
            {U"祝日", kHoliday},        {U"祭日", kHoliday}, {U"全日", 0xFF}};
        for (const auto& named : kNamed) {
            if (!starts(named.letters, at_)) continue;
            auto& word = add(Kind::days, at_ + named.letters.size());
            word.days = {named.days, 0};
            word.not_holidays = named.days == kMondayToFriday;
            return true;
        }
        if (letter(at_) == U'毎' && letter(at_ + 1) == U'日' && letter(at_ + 2) != U'曜') {
            add(Kind::days, at_ + 2).days = {0xFF, 0};
            return true;
        }
        return read_weekdays();
    }

    // 日曜日, or a run of days by their first letters (土日祝) that is no part of another word.
    bool read_weekdays() {
        const auto index = kWeekdays.find(letter(at_));
        if (index != kWeekdays.npos && letter(at_ + 1) == U'曜') {
            add(Kind::days, behind_weekday(at_)).days = {static_cast<DaySet>(1U << index), 0};
            return true;
        }
        std::size_t end = at_;
        DaySet days = 0;
        for (; letter(end) != U'\0' && is_one_of(letter(end), U"月火水木金土日祝"); ++end) {
            if (letter(end + 1) == U'曜') break;
            if (letter(end) == U'祝' && letter(end + 1) == U'日') {
                days |= kHoliday;
                end += 1;
            } else {
                const auto day = kWeekdays.find(letter(end));
                days = static_cast<DaySet>(days | (day == kWeekdays.npos ? kHoliday : 1U << day));
            }
        }
        const bool follows_word =
            is_letter(before(at_)) && !is_one_of(before(at_), U"週毎曜とは") && !follows_known_word();
        if (end == at_ || follows_word || is_digit(before(at_))) return false;
        if (is_letter(letter(end)) && !is_one_of(letter(end), U"休定はがも営のと月火水木金土日除")) return false;
        add(Kind::days, end).days = {days, 0};
        return true;
    }

    bool read_number() {
        std::size_t at = at_;
        const auto number = letters_.digits(at, 4);
        if (!number) return false;
        while (is_digit(letter(at))) ++at;
        const bool bare = at - at_ <= 2 && !is_letter(letter(at));
        add(bare || letter(at) == U'日' ? Kind::number : Kind::other, at).value = *number;
        return true;
    }

    bool read_sign() {
        const char32_t sign = letter(at_);
        if (sign == U'ー' && !is_kana(before(at_))) {
            add(Kind::to, at_ + 1);
        } else if (is_one_of(sign, kOpenBrackets)) {
            add(Kind::open_bracket, at_ + 1);
        } else if (is_one_of(sign, kCloseBrackets)) {
            add(Kind::close_bracket, at_ + 1);
        } else if (is_one_of(sign, kSeparators)) {
            add(Kind::separator, at_ + 1).colon = sign == U':';
        } else {
            return false;
        }
        return true;
    }

    const HoursLetters letters_;
    std::size_t at_ = 0;
    std::vector<HoursWord> words_;
};

}  // namespace

std::vector<HoursWord> read_hours_words(std::string_view text) {
    return Words(fold(without_circled_numbers(text))).read();
}

}  // namespace hub::catalog
