#include "handlers/catalog/hours_text.hpp"

namespace hub::catalog {

const std::string& hours_text(const ShopRow& shop) {
    return shop.opening_hours.empty() ? shop.comment : shop.opening_hours;
}

std::string hours_text(const FacilityRow& facility) {
    std::string text = facility.opening_hours;
    if (!facility.closed_days.empty()) text += (text.empty() ? "" : "　") + ("定休日：" + facility.closed_days);
    return text;
}

}  // namespace hub::catalog
