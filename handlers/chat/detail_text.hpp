#pragma once

#include <string>
#include <vector>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/opening.hpp"
#include "router/core/clock.hpp"

// What is told about one shop, facility or event. Pure.
namespace hub::chat {

// The words of the agent's entity @aspect.
namespace aspect {
inline constexpr const char* kHours = "営業時間";
inline constexpr const char* kClosedDays = "定休日";
inline constexpr const char* kBenefit = "特典";
inline constexpr const char* kPhone = "電話番号";
inline constexpr const char* kAddress = "住所";
inline constexpr const char* kWay = "行き方";
inline constexpr const char* kParking = "駐車場";
inline constexpr const char* kUrl = "URL";
}  // namespace aspect

// Shops, facilities and events alike: what can be asked about them; empty where nothing is known.
struct Details {
    std::string name{};
    std::vector<std::string> benefits{};
    std::string hours{};
    std::string closed_days{};
    Opening opening{};  // at the time it is told
    std::string phone{};
    std::string address{};
    std::string parking{};
    std::string url{};
    std::string comment{};
    std::string days{};  // of an event
    std::string venue{};
    std::string fee{};
};
Details details_of(const catalog::Snapshot& snapshot, const catalog::ShopRow& shop, WallTime now);
Details details_of(const catalog::Snapshot& snapshot, const catalog::FacilityRow& facility, WallTime now);
Details details_of(const catalog::EventRow& event, WallTime now);

// One sentence to each aspect, at most three; what is not known is said to be unknown.
std::string about_aspects(const Details& details, const std::vector<std::string>& aspects);

// 特典：10%引き, 営業時間：…; one line to each that is known.
std::vector<std::string> detail_lines(const Details& details);

}  // namespace hub::chat
