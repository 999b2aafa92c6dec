#include "handlers/catalog/opening_hours_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/opening_hours_phrases.hpp"

namespace hub::catalog {
namespace {

using Kind = HoursWord::Kind;

constexpr std::u32string_view kWeekdays = U"月火水木金土日";
constexpr std::u32string_view kOpenBrackets = U"([【「『<〈《〔";
constexpr std::u32string_view kCloseBrackets = U")]】」』>〉》〕";
constexpr std::u32string_view kSeparators = U"、,・/。;|:※&と";

bool is_one_of(char32_t letter, std::u32string_view letters) { return letters.find(letter) != letters.npos; }
bool is_digit(char32_t letter) { return letter >= U'0' && letter <= U'9'; }
bool is_latin(char32_t letter) { return letter >= U'a' && letter <= U'z'; }
bool is_ideograph(char32_t letter) { return letter >= 0x4E00 && letter <= 0x9FFF; }
bool is_letter(char32_t letter) {
    return (is_kana(letter) && letter != U'ー') || is_latin(letter) || is_ideograph(letter);
}

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
    explicit Words(std::u32string text) : text_(std::move(text)) {}

    std::vector<HoursWord> read() {
        while (at_ < text_.size()) {
            const auto begin = at_;
            if (text_[at_] == U' ') {
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
    char32_t letter(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }
    char32_t before(std::size_t at) const { return at > 0 ? text_[at - 1] : U'\0'; }
    bool starts(std::u32string_view part, std::size_t at) const { return text_.compare(at, part.size(), part) == 0; }
    std::size_t skip_blanks(std::size_t at) const {
        while (letter(at) == U' ') ++at;
        return at;
    }

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

    std::optional<int> digits(std::size_t& at, std::size_t most) const {
        int value = 0;
        std::size_t count = 0;
        while (is_digit(letter(at + count)) && count < most)
            value = value * 10 + static_cast<int>(letter(at + count++) - U'0');
        if (count == 0) return std::nullopt;
        at += count;
        return value;
    }

    // 午後, pm, 翌 before a time; the minutes it adds, or nothing when there is none.
    enum class Half { none, morning, afternoon, next_day };
    Half read_half(std::size_t& at) const {
        static constexpr std::pair<std::u32string_view, Half> kHalves[] = {
            {U"午前", Half::morning},   {U"午後", Half::afternoon}, {U"a.m.", Half::morning},
            {U"p.m.", Half::afternoon}, {U"a m", Half::morning},    {U"p m", Half::afternoon},
            {U"am", Half::morning},     {U"pm", Half::afternoon},   {U"朝", Half::morning},
            {U"夜", Half::afternoon},   {U"夕方", Half::afternoon}, {U"よる", Half::afternoon},
            {U"翌朝", Half::next_day},  {U"翌日", Half::next_day},  {U"翌", Half::next_day},
            {U"深夜", Half::next_day}};
        for (const auto& [letters, half] : kHalves) {
            if (!starts(letters, at)) continue;
            const auto behind = skip_blanks(at + letters.size());
            if (!is_digit(letter(behind))) continue;
            at = behind;
            return half;
        }
        return Half::none;
    }

    bool read_time() {
        if (starts(U"正午", at_)) {
            add(Kind::time, at_ + 2).value = 12 * 60;
            return true;
        }
        if (is_digit(before(at_)) && !follows_known_word()) return false;
        std::size_t at = at_;
        const Half half = read_half(at);
        const auto hour = digits(at, 2);
        if (!hour || *hour > 29 || is_digit(letter(at))) return false;
        int minute = 0;
        if (letter(at) == U':' || letter(at) == U';') {
            std::size_t behind = at + 1;
            const auto minutes = digits(behind, 2);
            if (!minutes || *minutes > 59) return false;
            minute = *minutes;
            at = behind;
        } else if (letter(at) == U'時' && letter(at + 1) != U'間') {
            ++at;
            std::size_t behind = at;
            const auto minutes = digits(behind, 2);
            if (minutes && letter(behind) == U'分') {
                minute = *minutes;
                at = behind + 1;
            } else if (letter(at) == U'半') {
                minute = 30;
                ++at;
            }
        } else {
            return false;
        }
        const bool later_pm = starts(U"pm", at);
        const bool afternoon = half == Half::afternoon || later_pm;
        int value = *hour * 60 + minute;
        if (afternoon && *hour < 12) value += 12 * 60;
        if (half == Half::next_day && *hour < 12) value += 24 * 60;
        auto& word = add(Kind::time, later_pm || starts(U"am", at) ? at + 2 : at);
        word.value = value;
        word.afternoon = afternoon;
        return true;
    }

    // 2020年2月4日（火）～7日（金）: once, no rule; nothing of it up to the end of the sentence is.
    bool read_date_of_one_year() {
        std::size_t at = at_;
        const auto year = is_digit(before(at_)) ? std::nullopt : digits(at, 4);
        const bool has_year = year && *year > 1900 && (letter(at) == U'年' || letter(at) == U'/');
        if (!has_year && !starts(U"令和", at_)) return false;
        while (at < text_.size() && !is_one_of(text_[at], U"。※")) ++at;
        add(Kind::other, at);
        return true;
    }

    bool read_date() {
        std::size_t at = at_;
        if (is_digit(before(at_)) || before(at_) == U'/') return false;
        const auto month = digits(at, 2);
        if (!month || *month < 1 || *month > 12 || !is_one_of(letter(at), U"/月")) return false;
        ++at;
        const auto day = digits(at, 2);
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
        for (; at < text_.size() && !is_one_of(text_[at], kWeekdays); ++at) {
            const auto numeral = kNumerals.find(text_[at]);
            if (is_digit(text_[at]) && text_[at] >= U'1' && text_[at] <= U'5')
                weeks = static_cast<std::uint8_t>(weeks | 1U << (text_[at] - U'1'));
            else if (numeral != kNumerals.npos) weeks = static_cast<std::uint8_t>(weeks | 1U << numeral);
            else if (!is_one_of(text_[at], U"第・、,.と& /")) return false;
        }
        if (weeks == 0 || at >= text_.size()) return false;
        DaySet days = 0;
        for (; is_one_of(letter(at), kWeekdays) && letter(at) != U'\0'; at = behind_weekday(at))
            days = static_cast<DaySet>(days | 1U << kWeekdays.find(text_[at]));
        add(Kind::days, at).days = {days, weeks};
        return true;
    }

    // Behind 日, 日曜 and 日曜日.
    std::size_t behind_weekday(std::size_t at) const {
        if (letter(at + 1) != U'曜') return at + 1;
        return letter(at + 2) == U'日' && letter(at + 3) != U'曜' ? at + 3 : at + 2;
    }

    bool read_year_end() {
        const auto* year_end = year_end_at(std::u32string_view(text_).substr(at_));
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
        const auto* phrase = hours_phrase_at(std::u32string_view(text_).substr(at_));
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
        const auto number = digits(at, 4);
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

    const std::u32string text_;
    std::size_t at_ = 0;
    std::vector<HoursWord> words_;
};

}  // namespace

std::vector<HoursWord> read_hours_words(std::string_view text) {
    return Words(fold(without_circled_numbers(text))).read();
}

}  // namespace hub::catalog
