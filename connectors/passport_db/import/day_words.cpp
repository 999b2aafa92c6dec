#include "connectors/passport_db/import/day_words.hpp"

#include <array>
#include <charconv>
#include <string>

namespace hub::passport_db {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"日", "月", "火", "水", "木", "金", "土"};

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// Reads words from the beginning of a text.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    void skip_character() {
        rest_.remove_prefix(1);
        while (!rest_.empty() && (static_cast<unsigned char>(rest_.front()) & 0xC0) == 0x80) rest_.remove_prefix(1);
    }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    bool take_one_of(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void take_spaces() {
        while (take_one_of(" \n\r\t")) {
        }
    }
    // A number of `least` to `most` digits, and not part of a longer one.
    std::optional<unsigned> number(std::size_t least, std::size_t most) {
        std::size_t digits = 0;
        while (digits < rest_.size() && is_digit(rest_[digits])) ++digits;
        if (digits < least || digits > most) return std::nullopt;
        unsigned value = 0;
        std::from_chars(rest_.data(), rest_.data() + digits, value);
        rest_.remove_prefix(digits);
        return value;
    }
    void skip_number() {
        while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

// A time such as 13:30, 3:30:00 PM or 14時30分.
bool take_time(Reader& reader) {
    auto ahead = reader;
    if (!ahead.number(1, 2)) return false;
    if (ahead.take("時")) {
        if (ahead.number(1, 2)) ahead.take("分");
        return reader = ahead, true;
    }
    if (!ahead.take(":") || !ahead.number(2, 2)) return false;
    if (ahead.take(":")) ahead.number(2, 2);
    ahead.take_spaces();
    if (!ahead.take("AM")) ahead.take("PM");
    return reader = ahead, true;
}

// 2026年8月5日, 2026/8/5, 2026.8/5, 2026-08-05, 2026年8月.
bool take_year_first(Reader& reader, int year, DayWord& word) {
    const bool named = reader.take("年");
    if (!named && !reader.take_one_of("/-.")) return false;
    const auto month = reader.number(1, 2);
    if (!month) return false;
    word = {DayWord::Kind::day, year, *month, 0, {}};
    if (reader.take("月") || reader.take_one_of("/-."))
        if (const auto day = reader.number(1, 2)) {
            word.day = *day;
            reader.take("日");
        }
    return word.day != 0 || named;
}

bool take_era(Reader& reader, DayWord& word) {
    auto ahead = reader;
    if (!ahead.take("令和") && !(ahead.take("R") && !ahead.rest().empty() && is_digit(ahead.rest().front())))
        return false;
    const auto year = ahead.take("元") ? std::optional<unsigned>(1) : ahead.number(1, 2);
    if (!year || !take_year_first(ahead, 2018 + static_cast<int>(*year), word)) return false;
    return reader = ahead, true;
}

// 8月5日, 8月, 8/5, 8/5/2026.
bool take_month_first(Reader& reader, DayWord& word) {
    auto ahead = reader;
    const auto month = ahead.number(1, 2);
    if (!month) return false;
    word = {DayWord::Kind::day, 0, *month, 0, {}};
    if (ahead.take("月")) {
        auto behind = ahead;
        const auto day = behind.number(1, 2);
        if (day && behind.take("日")) word.day = *day, ahead = behind;
        return reader = ahead, true;
    }
    if (!ahead.take("/")) return false;
    const auto day = ahead.number(1, 2);
    if (!day || *day == 0) return false;
    word.day = *day;
    auto behind = ahead;
    if (behind.take("/"))
        if (const auto year = behind.number(4, 4)) word.year = static_cast<int>(*year), ahead = behind;
    return reader = ahead, true;
}

bool take_day(Reader& reader, DayWord& word) {
    auto ahead = reader;
    if (const auto year = ahead.number(4, 4); year && take_year_first(ahead, static_cast<int>(*year), word))
        return reader = ahead, true;
    if (take_era(reader, word) || take_month_first(reader, word)) return true;
    ahead = reader;
    const auto day = ahead.number(1, 2);
    if (!day || *day == 0 || !ahead.take("日")) return false;
    word = {DayWord::Kind::day, 0, 0, *day, {}};
    return reader = ahead, true;
}

// What stands in brackets; a day of the week, when it begins with one.
bool take_brackets(Reader& reader, std::optional<unsigned>& weekday) {
    auto ahead = reader;
    if (!ahead.take("(") && !ahead.take("[") && !ahead.take("【")) return false;
    ahead.take_spaces();
    for (unsigned index = 0; index < kWeekdays.size(); ++index) {
        auto behind = ahead;
        if (!behind.take(kWeekdays[index])) continue;
        behind.take("曜");
        const auto next = behind.rest();
        if (next.starts_with(")") || next.starts_with("・") || next.starts_with("/") || next.starts_with(",") ||
            next.starts_with("日)") || next.starts_with("祝"))
            weekday = index;
    }
    int depth = 1;
    while (!ahead.at_end() && depth > 0) {
        if (ahead.take("(") || ahead.take("[") || ahead.take("【")) ++depth;
        else if (ahead.take(")") || ahead.take("]") || ahead.take("】")) --depth;
        else ahead.skip_character();
    }
    return reader = ahead, true;
}

bool take_dash(Reader& reader) {
    for (const auto word : {"~", "〜", "-", "–", "—", "―", "−", "ー"})
        if (reader.take(word)) return true;
    return false;
}

// Behind a day and a dash a number alone is a day: 8/5～7. It is none when a word follows that says what it counts.
bool take_last_day(Reader& reader, const std::vector<DayWord>& words, DayWord& word) {
    const auto count = words.size();
    if (count < 2 || words[count - 1].kind != DayWord::Kind::until || words[count - 2].day == 0) return false;
    auto ahead = reader;
    const auto day = ahead.number(1, 2);
    const auto next = ahead.rest();
    const bool ends = next.empty() || std::string_view(" \n\r\t(,").find(next.front()) != std::string_view::npos ||
                      next.starts_with("、") || next.starts_with("・");
    if (!day || *day == 0 || !ends) return false;
    word = {DayWord::Kind::day, 0, 0, *day, {}};
    return reader = ahead, true;
}

// 13:30, and ～15:00: a dash that a time follows at once is the time's.
bool take_times(Reader& reader) {
    auto ahead = reader;
    take_dash(ahead);
    return take_time(ahead) && (reader = ahead, true);
}

// A character of no meaning here. ー belongs to the kana before it: パーティー.
void skip_word(Reader& reader) {
    if (is_digit(reader.rest().front())) reader.skip_number();
    else reader.skip_character();
    while (reader.take("ー")) {
    }
}

// から says "until" behind a day alone, a dash also before one.
void add_until(std::vector<DayWord>& words, bool is_dash) {
    const bool behind_day = !words.empty() && words.back().kind == DayWord::Kind::day;
    if (is_dash || behind_day) words.push_back({DayWord::Kind::until, 0, 0, 0, {}});
}

void add_other(std::vector<DayWord>& words) {
    if (!words.empty() && words.back().kind != DayWord::Kind::other) words.push_back({});
}

// A dash that touches no day stands between times, or in a name.
void drop_other_dashes(std::vector<DayWord>& words) {
    const auto is_day = [&](std::size_t index) {
        return index < words.size() && words[index].kind == DayWord::Kind::day;
    };
    for (std::size_t index = 0; index < words.size(); ++index)
        if (words[index].kind == DayWord::Kind::until && !is_day(index - 1) && !is_day(index + 1)) words[index] = {};
}

}  // namespace

std::vector<DayWord> day_words(std::string_view text) {
    text = text.substr(0, text.find("※"));
    std::vector<DayWord> words;
    for (Reader reader(text); !reader.at_end();) {
        reader.take_spaces();
        DayWord word;
        std::optional<unsigned> weekday;
        if (reader.at_end()) break;
        if (take_times(reader)) {
            add_other(words);
        } else if (take_day(reader, word) || take_last_day(reader, words, word)) {
            words.push_back(word);
        } else if (take_brackets(reader, weekday)) {
            if (weekday && !words.empty() && words.back().kind == DayWord::Kind::day) words.back().weekday = weekday;
        } else if (take_dash(reader)) {
            add_until(words, true);
        } else if (reader.take("から")) {
            add_until(words, false);
        } else {
            skip_word(reader);
            add_other(words);
        }
    }
    drop_other_dashes(words);
    return words;
}

}  // namespace hub::passport_db
