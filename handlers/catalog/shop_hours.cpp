#include "handlers/catalog/shop_hours.hpp"

#include "handlers/catalog/hours_text.hpp"

namespace hub::catalog {

ShopHours::ShopHours(const std::vector<ShopRow>& shops) {
    hours_.reserve(shops.size());
    for (const auto& shop : shops) hours_.push_back(OpeningHours::parse(hours_text(shop)));
}

std::shared_ptr<const ShopSet> ShopHours::open_at(JapaneseTime time) const {
    const std::lock_guard lock(mutex_);
    if (remembered_ && remembered_at_ == time) return remembered_;
    auto open = std::make_shared<ShopSet>(hours_.size());
    for (std::uint32_t shop = 0; shop < hours_.size(); ++shop)
        if (hours_[shop].at(time).state == OpeningHours::State::open) open->add(shop);
    remembered_ = std::move(open);
    remembered_at_ = time;
    return remembered_;
}

}  // namespace hub::catalog
