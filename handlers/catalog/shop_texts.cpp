#include "handlers/catalog/shop_texts.hpp"

#include <algorithm>
#include <limits>

#include "handlers/catalog/shop_json.hpp"

namespace hub::catalog {
namespace {

// The lower 32 bits, with a zero before each.
std::uint64_t spread(std::uint64_t bits) {
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFFULL;
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FFULL;
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0FULL;
    bits = (bits | bits << 2) & 0x3333333333333333ULL;
    return (bits | bits << 1) & 0x5555555555555555ULL;
}

std::uint64_t along_curve(const ShopRow& shop) {
    if (!shop.position) return std::numeric_limits<std::uint64_t>::max();
    constexpr double kSteps = 1U << 30;
    const auto north = static_cast<std::uint64_t>((shop.position->lat + 90) / 180 * kSteps);
    const auto east = static_cast<std::uint64_t>((shop.position->lng + 180) / 360 * kSteps);
    return spread(north) << 1 | spread(east);
}

}  // namespace

ShopTexts::ShopTexts(const std::vector<ShopRow>& shops, const CodeList& codes) : spans_(shops.size()) {
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    order.reserve(shops.size());
    for (std::size_t shop = 0; shop < shops.size(); ++shop) order.emplace_back(along_curve(shops[shop]), shop);
    std::sort(order.begin(), order.end());
    for (const auto& [place, shop] : order) {
        const auto text = open_shop_json(shops[shop], codes);
        spans_[shop] = {block_.size(), text.size()};
        block_ += text;
    }
    block_.shrink_to_fit();
}

}  // namespace hub::catalog
