#include "handlers/chat/opening.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/hours_text.hpp"
#include "handlers/chat/japanese_days.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kLongestHours = 120;  // code points
constexpr std::string_view kClosedDays = "定休日：";

// What a description says of its hours: from the word to the end of the line.
std::string hours_in(const std::string& comment) {
    const auto begin = comment.find("営業時間");
    if (begin == std::string::npos) return {};
    auto hours = comment.substr(begin, comment.find('\n', begin) - begin);
    hours.erase(0, std::string_view("営業時間").size());
    for (const std::string_view mark : {"：", ":", " ", "　", "】", "／"})
        if (hours.starts_with(mark)) hours.erase(0, mark.size());
    return catalog::shortened(hours, kLongestHours);
}

std::string next_text(JapaneseTime opens, JapaneseTime now) {
    using std::chrono::days;
    using std::chrono::floor;
    const auto day = floor<days>(opens);
    const auto clock = catalog::clock_text(static_cast<int>((opens - day).count()));
    if (day == floor<days>(now)) return "今日" + clock;
    const auto as_sys = [](auto time) { return std::chrono::sys_days(floor<days>(time).time_since_epoch()); };
    return readable_day(as_sys(opens), as_sys(now)) + clock;
}

}  // namespace

Opening opening_at(const catalog::OpeningHours& hours, WallTime time) {
    const auto now = japanese_time(time);
    const auto answer = hours.at(now);
    Opening opening;
    if (answer.state == catalog::OpeningHours::State::unknown) return opening;
    opening.open = answer.state == catalog::OpeningHours::State::open;
    opening.irregular = *opening.open && answer.irregular;
    if (answer.until) opening.until = catalog::clock_text(*answer.until);
    if (answer.opens) opening.next = next_text(*answer.opens, now);
    return opening;
}

std::string hours_of(const catalog::ShopRow& shop) {
    return shop.opening_hours.empty() ? hours_in(shop.comment) : catalog::shortened(shop.opening_hours, kLongestHours);
}

std::string closed_days_of(const catalog::ShopRow& shop) {
    const auto hours = hours_of(shop);
    const auto begin = hours.find(kClosedDays);
    return begin == std::string::npos ? std::string() : hours.substr(begin + kClosedDays.size());
}

std::string hours_of(const catalog::FacilityRow& facility) {
    return catalog::shortened(catalog::hours_text(facility), kLongestHours);
}

}  // namespace hub::chat
