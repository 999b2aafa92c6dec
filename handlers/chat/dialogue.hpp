#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/chat/reply.hpp"

// What a dialogue is about.
namespace hub::chat {

// What somebody wants to see, as display names of the code lists (the agent has resolved synonyms).
struct Wishes {
    std::string genre{};
    std::vector<std::string> tokuten{};
    bool open_now = false;
    bool empty() const { return genre.empty() && tokuten.empty() && !open_now; }
    friend bool operator==(const Wishes&, const Wishes&) = default;
};

// Days in Japan, both included.
struct DayRange {
    std::chrono::sys_days first{};
    std::chrono::sys_days last{};
    friend bool operator==(const DayRange&, const DayRange&) = default;
};

// Which part of what lies around a place is looked at, nearest first.
struct Window {
    double radius_m = 2'000;
    double beyond_m = 0;   // only what is farther than this
    std::size_t skip = 0;  // those of it that were shown before
    std::size_t told = 0;  // those behind them that the answer has gone through: the next page begins there
};

// What an answer showed, in the order of the answer; when it found nothing, what was looked for.
struct Shown {
    enum class Kind { nothing, shops, facilities, events };
    Kind kind = Kind::nothing;
    std::vector<std::int64_t> ids{};
    std::size_t focus = 0;  // the one that was spoken of last, as an index of `ids`
};

// What the dialogue remembers: where the last search was, for what, and what it brought.
struct Remembered {
    std::optional<ChatPlace> place{};
    Wishes wishes{};
    std::vector<std::string> facilities{};  // display names of kinds, when facilities were searched by kind
    std::optional<DayRange> days{};         // when events were searched
    bool free = false;
    Window window{};
    Shown shown{};
};

}  // namespace hub::chat
