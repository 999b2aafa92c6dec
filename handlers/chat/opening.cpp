#include "handlers/chat/opening.hpp"

#include "handlers/catalog/folding.hpp"

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

}  // namespace

// Nothing is understood yet.
Opening opening_at(std::string_view, WallTime) { return {}; }

std::string hours_of(const catalog::ShopRow& shop) {
    return shop.opening_hours.empty() ? hours_in(shop.comment) : catalog::shortened(shop.opening_hours, kLongestHours);
}

std::string closed_days_of(const catalog::ShopRow& shop) {
    const auto hours = hours_of(shop);
    const auto begin = hours.find(kClosedDays);
    return begin == std::string::npos ? std::string() : hours.substr(begin + kClosedDays.size());
}

std::string hours_of(const catalog::FacilityRow& facility) {
    std::string text = facility.opening_hours;
    if (!facility.closed_days.empty())
        text += (text.empty() ? "" : "　") + std::string(kClosedDays) + facility.closed_days;
    return catalog::shortened(text, kLongestHours);
}

}  // namespace hub::chat
