#include "connectors/passport_db/import/hours_text.hpp"

#include <array>

#include "connectors/passport_db/import/transforms.hpp"
#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// Whether a time ends at the end of the text: 9:00, 17時, 30分.
bool ends_in_time(std::string_view text) {
    while (text.ends_with(" ")) text.remove_suffix(1);
    if (text.ends_with("時") || text.ends_with("分") || text.ends_with("半")) return true;
    const auto size = text.size();
    return size >= 4 && is_digit(text[size - 1]) && is_digit(text[size - 2]) && text[size - 3] == ':' &&
           is_digit(text[size - 4]);
}

bool begins_with_time(std::string_view text) {
    while (text.starts_with(" ")) text.remove_prefix(1);
    if (text.empty()) return false;
    if (is_digit(text.front())) return true;
    for (const auto* word : {"翌", "午前", "午後", "正午", "PM", "AM", "深夜"})
        if (text.starts_with(word)) return true;
    return false;
}

// The length of a dash that people put between times; 0 when the text begins with something else. The question mark is
// what some programs leave of a dash they cannot write.
std::size_t dash_length(std::string_view text) {
    static constexpr std::array<std::string_view, 12> kDashes = {"~", "～", "〜", "-",  "‐", "–",
                                                                 "—", "―",  "−",  "ー", "─", "?"};
    for (const auto dash : kDashes)
        if (text.starts_with(dash)) return dash.size();
    return 0;
}

struct Span {
    std::size_t begin = kNone;
    std::size_t end = kNone;
};

// Where what is said about closed days begins and ends, with its heading.
struct Holidays {
    Span whole;
    Span days;
};

std::size_t first_of(std::string_view text, std::size_t from, std::initializer_list<const char*> words) {
    auto first = kNone;
    for (const auto* word : words) first = std::min(first, text.find(word, from));
    return first;
}

std::size_t after_heading(std::string_view text, std::size_t from) {
    static constexpr std::array<std::string_view, 12> kPassedOver = {":", " ",  "　", ")",  "】", ">",
                                                                     "]", "は", "→",  "・", "〉", "」"};
    for (bool found = true; found;) {
        found = false;
        for (const auto word : kPassedOver)
            if (text.substr(from).starts_with(word)) from += word.size(), found = true;
    }
    return from;
}

// Where the word begins in which `at` stands.
std::size_t begin_of_word(std::string_view text, std::size_t at) {
    const auto space = text.find_last_of(" \n/", at == 0 ? 0 : at - 1);
    auto begin = space == kNone ? 0 : space + 1;
    for (const auto* mark : {"。", "、営業", ")", "】"})
        if (const auto end = text.substr(0, at).rfind(mark);
            end != kNone && end + std::string_view(mark).size() > begin)
            begin = end + std::string_view(mark).size();
    return begin;
}

Holidays find_holidays(std::string_view text) {
    Holidays found;
    const auto heading = first_of(text, 0, {"定休日", "休業日", "休館日", "休園日", "店休日"});
    if (heading != kNone) {
        found.days.begin = after_heading(text, heading + std::string_view("定休日").size());
        found.days.end =
            std::min(first_of(text, found.days.begin, {"営業時間", "開館時間", "\n", "。", "※", "【", "(昼", "ランチ"}),
                     text.size());
        found.whole = {heading, found.days.end};
        const bool bracket = heading > 0 && (text[heading - 1] == '(' || text[heading - 1] == '<');
        if (bracket) --found.whole.begin;
        else if (text.substr(0, heading).ends_with("【")) found.whole.begin -= std::string_view("【").size();
        // 日曜・祝日は定休日です。
        if (!text.substr(found.days.begin, found.days.end - found.days.begin).starts_with("です") &&
            found.days.end > found.days.begin)
            return found;
    }
    const auto word = first_of(text, 0, {"定休", "休み", "休業"});
    if (word == kNone) return {};
    const auto begin = begin_of_word(text, word);
    const auto end = std::min(text.find_first_of(" \n", word), text.size());
    return {{begin, end}, {begin, word}};
}

bool has_time(std::string_view text) {
    for (std::size_t index = 1; index < text.size(); ++index)
        if (is_digit(text[index - 1]) && (text[index] == ':' || text.substr(index).starts_with("時"))) return true;
    return false;
}

}  // namespace

std::string hours_text(std::string_view text) {
    const auto plain = without_padding(nfkc(text));
    std::string unified;
    for (std::size_t index = 0; index < plain.size();) {
        const auto rest = std::string_view(plain).substr(index);
        const auto dash = dash_length(rest);
        if (dash > 0 && (ends_in_time(unified) && (begins_with_time(rest.substr(dash)) || rest.size() == dash))) {
            while (unified.ends_with(' ')) unified.pop_back();
            unified += "～";
            index += dash;
            while (index < plain.size() && plain[index] == ' ') ++index;
        } else if (dash > 0 && rest.front() == '~') {
            unified += "～";
            index += dash;
        } else {
            unified += plain[index++];
        }
    }
    return unified;
}

std::string hours_in(std::string_view text) {
    auto whole = hours_text(text);
    const auto holidays = find_holidays(whole);
    if (holidays.whole.begin != kNone)
        whole.replace(holidays.whole.begin, holidays.whole.end - holidays.whole.begin, " ");
    auto hours = without_padding(whole);
    if (!has_time(hours)) return {};
    for (const auto* heading : {"営業時間", "開館時間", "【営業時間", "【開館時間"})
        if (hours.starts_with(heading)) hours.erase(0, after_heading(hours, std::string_view(heading).size()));
    return hours;
}

std::string holidays_in(std::string_view text) {
    const auto whole = hours_text(text);
    const auto days = find_holidays(whole).days;
    if (days.begin == kNone) return {};
    auto found = trimmed(std::string_view(whole).substr(days.begin, days.end - days.begin));
    for (const auto* end : {"は", "及び"})
        if (found.ends_with(end)) found.resize(found.size() - std::string_view(end).size());
    return found;
}

}  // namespace hub::passport_db
