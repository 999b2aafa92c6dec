#include "router/core/clock.hpp"

#include <date/date.h>

#include <sstream>

namespace hub {
namespace {

class SystemClock final : public Clock {
public:
    WallTime wall() const override { return std::chrono::system_clock::now(); }
    MonotonicTime monotonic() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace

const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
}

std::string to_rfc3339(WallTime time) {
    return date::format("%FT%TZ", std::chrono::floor<std::chrono::milliseconds>(time));
}

Result<WallTime> from_rfc3339(std::string_view text) {
    const Error wrong{ErrorKind::invalid, "time.invalid", "expected a time like 2026-11-20T10:15:30Z"};
    if (text.size() < 20 || text.size() > 40 || (text[10] != 'T' && text[10] != 't')) return wrong;
    std::string copy(text);
    copy[10] = 'T';
    const bool utc = copy.back() == 'Z' || copy.back() == 'z';
    if (utc) copy.replace(copy.size() - 1, 1, "+00:00");
    std::istringstream stream(copy);
    date::sys_time<std::chrono::microseconds> time;
    stream >> date::parse("%FT%T%Ez", time);
    if (stream.fail() || stream.peek() != std::istringstream::traits_type::eof()) return wrong;
    // What WallTime cannot hold would come out as some other time.
    if (time <= std::chrono::floor<std::chrono::microseconds>(WallTime::min()) ||
        time > std::chrono::floor<std::chrono::microseconds>(WallTime::max()))
        return Error{ErrorKind::invalid, "time.out_of_range", "expected a time from 1678 to 2261"};
    return WallTime(std::chrono::duration_cast<WallTime::duration>(time.time_since_epoch()));
}

}  // namespace hub
