#include "queues/schedule/cron_expression.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace hub::queues {
namespace {

using namespace std::chrono;

constexpr int kYearsAhead = 40;  // "29 February on a Monday" comes within 28, around 2100 within 40

struct Part {
    std::string_view name;
    int lowest;
    int highest;
    std::string_view words;  // three letters each, the first one means `first_word`
    int first_word;
};

constexpr std::array<Part, 5> kParts = {{{"minute", 0, 59, "", 0},
                                         {"hour", 0, 23, "", 0},
                                         {"day of month", 1, 31, "", 0},
                                         {"month", 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC", 1},
                                         {"day of week", 0, 7, "SUNMONTUEWEDTHUFRISAT", 0}}};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (std::size_t begin = 0;;) {
        const auto end = std::min(text.find(separator, begin), text.size());
        pieces.push_back(text.substr(begin, end - begin));
        if (end == text.size()) return pieces;
        begin = end + 1;
    }
}

std::optional<int> number_in(std::string_view text, const Part& part) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size())
        return number >= part.lowest && number <= part.highest ? std::optional(number) : std::nullopt;
    if (text.size() != 3) return std::nullopt;
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char letter) { return letter & ~0x20; });
    for (std::size_t at = 0; at < part.words.size(); at += 3)
        if (part.words.substr(at, 3) == upper) return static_cast<int>(at / 3) + part.first_word;
    return std::nullopt;
}

// One element of a list, "a", "a-b", "*", each with an optional "/n"; false when it is none.
bool read_element(std::string_view text, const Part& part, std::bitset<64>& numbers) {
    const auto pieces = split(text, '/');
    if (pieces.size() > 2) return false;
    const bool stepped = pieces.size() == 2;
    std::optional<int> from = part.lowest;
    std::optional<int> to = part.highest;
    if (pieces[0] != "*") {
        const auto ends = split(pieces[0], '-');
        if (ends.size() > 2) return false;
        from = number_in(ends.front(), part);
        // "5/15" means from 5 on.
        if (ends.size() == 2 || !stepped) to = number_in(ends.back(), part);
    }
    int step = 1;
    if (stepped) {
        const auto& digits = pieces[1];
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), step);
        if (error != std::errc() || end != digits.data() + digits.size() || step < 1) return false;
    }
    if (!from || !to || *from > *to) return false;
    for (int number = *from; number <= *to; number += step) numbers.set(static_cast<std::size_t>(number));
    return true;
}

std::optional<std::bitset<64>> read_part(std::string_view text, const Part& part) {
    std::bitset<64> numbers;
    for (const auto element : split(text, ','))
        if (!read_element(element, part, numbers)) return std::nullopt;
    return numbers;
}

template <std::size_t size>
std::bitset<size> cut(const std::bitset<64>& bits) {
    return std::bitset<size>(bits.to_ullong() & ((1ULL << size) - 1));
}

Error wrong(std::vector<FieldProblem> fields) {
    Error error{ErrorKind::invalid, "cron.invalid", "not a cron expression of five parts"};
    error.fields = std::move(fields);
    return error;
}

}  // namespace

Result<CronExpression> CronExpression::parse(std::string_view text) {
    auto pieces = split(text, ' ');
    std::erase(pieces, std::string_view());
    if (pieces.size() != kParts.size())
        return wrong({{"cron", "must have five parts: minute, hour, day of month, month, day of week"}});
    std::array<std::bitset<64>, kParts.size()> parts;
    std::vector<FieldProblem> problems;
    for (std::size_t index = 0; index < kParts.size(); ++index) {
        const auto& part = kParts[index];
        if (const auto numbers = read_part(pieces[index], part)) parts[index] = *numbers;
        else
            problems.push_back({"cron", "\"" + std::string(pieces[index]) + "\" is no " + std::string(part.name) +
                                            ": from " + std::to_string(part.lowest) + " to " +
                                            std::to_string(part.highest)});
    }
    if (!problems.empty()) return wrong(std::move(problems));
    if (parts[4].test(7)) parts[4].set(0);
    CronExpression cron;
    cron.minutes_ = cut<60>(parts[0]);
    cron.hours_ = cut<24>(parts[1]);
    cron.days_ = cut<32>(parts[2]);
    cron.months_ = cut<13>(parts[3]);
    cron.weekdays_ = cut<7>(parts[4]);
    cron.any_day_ = pieces[2].front() == '*';
    cron.any_weekday_ = pieces[4].front() == '*';
    return cron;
}

bool CronExpression::is_day(JapaneseDay day) const {
    if (!months_.test(unsigned(day.month()))) return false;
    const bool of_month = days_.test(unsigned(day.day()));
    const bool of_week = weekdays_.test(weekday(local_days(day)).c_encoding());
    return any_day_ || any_weekday_ ? of_month && of_week : of_month || of_week;
}

std::optional<JapaneseTime> CronExpression::next_after(JapaneseTime time,
                                                       const std::function<bool(JapaneseDay)>& allowed) const {
    const auto first = floor<days>(time);
    const auto last = first + days(366 * kYearsAhead);
    for (auto day = first; day <= last; day += days(1)) {
        const JapaneseDay date(day);
        if (!is_day(date) || !allowed(date)) continue;
        for (std::size_t hour = 0; hour < hours_.size(); ++hour) {
            if (!hours_.test(hour)) continue;
            for (std::size_t minute = 0; minute < minutes_.size(); ++minute) {
                const JapaneseTime found = day + hours(hour) + minutes(minute);
                if (minutes_.test(minute) && found > time) return found;
            }
        }
    }
    return std::nullopt;
}

}  // namespace hub::queues
