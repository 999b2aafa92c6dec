#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "connectors/local_agent/utterance.hpp"

namespace hub::local_agent {

// A day or a span of days that somebody names: 明日, 7月10日, 来週の土曜日, 今週末, 夏休み.
struct DateWord {
    std::size_t begin;  // letters of the utterance
    std::size_t end;
    bool is_period;
    std::chrono::sys_days first;
    std::chrono::sys_days last;  // included; the same as `first` for a day
};

// All of them from left to right, the longest first, not overlapping. `today` is the day in Japan. A day without a
// year is the next one of its kind, today included; one that no calendar has (2月31日) is none.
std::vector<DateWord> date_words(const Utterance& utterance, std::chrono::sys_days today);

// As Dialogflow writes them (JSON): "2026-11-22T12:00:00+09:00", or {"startDate":…,"endDate":…} for a period.
std::string to_json(const DateWord& word);

}  // namespace hub::local_agent
