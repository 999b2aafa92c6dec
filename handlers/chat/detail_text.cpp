#include "handlers/chat/detail_text.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "handlers/chat/phrases.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kMostAspects = 3;
constexpr std::size_t kMostBenefits = 5;
constexpr std::size_t kLongestValue = 120;  // code points, in a sentence
constexpr std::size_t kLongestLine = 300;
constexpr std::size_t kLongestParking = 60;

// The part of a description that speaks of parking.
std::string parking_in(const std::string& comment) {
    const auto at = comment.find("駐車場");
    if (at == std::string::npos) return {};
    return first_sentences(comment.substr(at), 1, kLongestParking);
}

// A value inside a sentence must not end it.
std::string in_sentence(const std::string& value) {
    auto text = catalog::shortened(value, kLongestValue);
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (text.ends_with("。")) text.erase(text.size() - std::string_view("。").size());
    return "「" + text + "」";
}

std::string hours_sentence(const Details& details) {
    std::string text = details.name + "の営業時間は" + in_sentence(details.hours);
    const auto& opening = details.opening;
    if (!opening.open) return text + "です。";
    if (*opening.open) {
        std::string remark = opening.until.empty() ? "" : opening.until + "まで";
        if (opening.irregular) remark += (remark.empty() ? "" : "。") + std::string("日によって変わることがあります");
        return text + "で、いま営業中です" + (remark.empty() ? "" : "（" + remark + "）") + "。";
    }
    return text + "で、いまは営業時間外です" + (opening.next.empty() ? "。" : "（次は" + opening.next + "から）。");
}

std::string known_or_not(const Details& details, const char* label, const std::string& value) {
    if (!value.empty()) return details.name + "の" + label + "は" + in_sentence(value) + "です。";
    std::string text = details.name + "の" + label + "は登録されていません";
    if (!details.phone.empty() && label != std::string_view(aspect::kPhone))
        text += "（お問い合わせは" + details.phone + "）";
    return text + "。";
}

std::string sentence_about(const Details& details, const std::string& asked) {
    if (asked == aspect::kHours && !details.hours.empty()) return hours_sentence(details);
    if (asked == aspect::kHours) return known_or_not(details, aspect::kHours, details.days);
    if (asked == aspect::kClosedDays) return known_or_not(details, aspect::kClosedDays, details.closed_days);
    if (asked == aspect::kBenefit)
        return known_or_not(details, aspect::kBenefit, details.benefits.empty() ? "" : details.benefits.front());
    if (asked == aspect::kPhone) return known_or_not(details, aspect::kPhone, details.phone);
    if (asked == aspect::kParking) return known_or_not(details, aspect::kParking, details.parking);
    if (asked == aspect::kUrl)
        return details.url.empty() ? known_or_not(details, "ホームページ", "")
                                   : details.name + "のホームページは下のリンクからご覧になれます。";
    if (asked == aspect::kWay || asked == aspect::kAddress)
        return known_or_not(details, aspect::kAddress, details.address);
    return {};
}

void add_line(std::vector<std::string>& lines, const char* label, const std::string& value) {
    if (!value.empty()) lines.push_back(std::string(label) + "：" + catalog::shortened(value, kLongestLine));
}

}  // namespace

Details details_of(const catalog::Snapshot& snapshot, const catalog::ShopRow& shop, WallTime now) {
    Details details;
    details.name = shop.name;
    for (const auto& benefit : shop.benefits)
        if (details.benefits.size() < kMostBenefits)
            details.benefits.push_back(benefit.detail.empty() ? benefit.title
                                                              : benefit.title + "（" + benefit.detail + "）");
    details.hours = hours_of(shop);
    details.opening = opening_at(snapshot.opening_hours(shop), now);
    details.closed_days = closed_days_of(shop);
    details.phone = shop.tel;
    details.address = shop.address;
    details.parking = parking_in(shop.comment);
    details.url = shop.url;
    details.comment = shop.comment;
    return details;
}

Details details_of(const catalog::Snapshot& snapshot, const catalog::FacilityRow& facility, WallTime now) {
    Details details;
    details.name = facility.name;
    details.hours = hours_of(facility);
    details.opening = opening_at(snapshot.facilities().opening_hours(facility), now);
    details.closed_days = facility.closed_days;
    details.phone = facility.tel;
    details.address = facility.address;
    details.parking = parking_in(facility.comment);
    details.url = facility.url;
    details.comment = facility.comment;
    return details;
}

Details details_of(const catalog::EventRow& event, WallTime now) {
    Details details;
    details.name = event.title;
    details.days = readable_days({event.first_day, event.last_day}, japanese_day(now)) +
                   (event.time_text.empty() ? "" : " " + event.time_text);
    details.venue = event.venue;
    details.fee = event.fee_text;
    details.address = event.address.empty() ? event.venue : event.address;
    details.parking = parking_in(event.body);
    details.url = event.url;
    details.comment = event.body;
    return details;
}

std::string about_aspects(const Details& details, const std::vector<std::string>& aspects) {
    std::string text;
    for (std::size_t index = 0; index < std::min(kMostAspects, aspects.size()); ++index)
        text += sentence_about(details, aspects[index]);
    return text;
}

std::vector<std::string> detail_lines(const Details& details) {
    std::vector<std::string> lines;
    for (const auto& benefit : details.benefits) add_line(lines, "特典", benefit);
    add_line(lines, "日時", details.days);
    add_line(lines, "会場", details.venue);
    add_line(lines, "料金", details.fee);
    add_line(lines, "住所", details.address == details.venue ? "" : details.address);
    add_line(lines, "電話", details.phone);
    add_line(lines, "営業時間", details.hours);
    add_line(lines, "案内", details.comment);
    return lines;
}

}  // namespace hub::chat
