#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/opening_hours.hpp"
#include "handlers/catalog/shop_set.hpp"

namespace hub::catalog {

// When the shops of a snapshot are open: as their opening hours say, or else what they say of themselves. Thread safe.
class ShopHours {
public:
    explicit ShopHours(const std::vector<ShopRow>& shops);

    const OpeningHours& of(std::uint32_t shop) const { return hours_[shop]; }
    // The shops that are open at a time as far as is known. The last minute's answer is remembered: all shops are
    // looked at once a minute.
    std::shared_ptr<const ShopSet> open_at(JapaneseTime time) const;

private:
    std::vector<OpeningHours> hours_;
    mutable std::mutex mutex_;
    mutable JapaneseTime remembered_at_{};
    mutable std::shared_ptr<const ShopSet> remembered_;
};

}  // namespace hub::catalog
