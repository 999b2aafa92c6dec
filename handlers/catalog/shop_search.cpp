#include "handlers/catalog/shop_search.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kLongestSortName = 24;  // code points; the rest is decided by shop_id
// Up to this many candidates measuring all of them is quicker than looking for them in the tree.
constexpr std::size_t kFewCandidates = 1024;
// The sort key of a shop without a position: behind every real one, whose chord is at most 2.
constexpr double kNowhere = 5;

std::string sort_name(const ShopRow& shop) {
    auto folded = fold(shop.name_kana.empty() ? shop.name : shop.name_kana);
    if (folded.size() > kLongestSortName) folded.resize(kLongestSortName);
    return to_utf8(folded);
}

std::int64_t microseconds(WallTime time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

std::vector<std::string> search_texts(const std::vector<ShopRow>& shops) {
    std::vector<std::string> texts;
    texts.reserve(shops.size());
    for (const auto& shop : shops) {
        std::string text;
        const auto add = [&text](const std::string& field) {
            const auto begin = text.size();
            text += field;
            std::replace(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), '\n', ' ');
            text += '\n';
        };
        add(shop.name);
        add(shop.name_kana);
        add(shop.address);
        add(shop.comment);
        add(shop.opening_hours);
        for (const auto& benefit : shop.benefits) {
            add(benefit.title);
            add(benefit.detail);
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

std::vector<SpatialIndex::Entry> spatial_entries(const std::vector<ShopRow>& shops) {
    std::vector<SpatialIndex::Entry> entries;
    for (std::uint32_t shop = 0; shop < shops.size(); ++shop)
        if (shops[shop].position) entries.push_back({unit_vector(*shops[shop].position), shop});
    return entries;
}

}  // namespace

ShopSearch::ShopSearch(const std::vector<ShopRow>& shops)
    : shops_(shops),
      points_(shops.size()),
      without_position_(shops.size()),
      by_update_(shops.size()),
      attributes_(shops),
      hours_(shops),
      text_(search_texts(shops)),
      spatial_(spatial_entries(shops)) {
    sort_names_.reserve(shops.size());
    for (std::uint32_t shop = 0; shop < shops.size(); ++shop) {
        if (shops[shop].position) points_[shop] = unit_vector(*shops[shop].position);
        else without_position_.add(shop);
        sort_names_.push_back(sort_name(shops[shop]));
    }
    std::iota(by_update_.begin(), by_update_.end(), 0U);
    by_name_ = by_update_;
    std::stable_sort(by_update_.begin(), by_update_.end(), [&](std::uint32_t one, std::uint32_t other) {
        return microseconds(shops_[one].updated_at) > microseconds(shops_[other].updated_at);
    });
    std::stable_sort(by_name_.begin(), by_name_.end(), [&](std::uint32_t one, std::uint32_t other) {
        return sort_names_[one] < sort_names_[other];
    });
}

ShopPage ShopSearch::find(const ShopQuery& query, const std::optional<Cursor>& after) const {
    const auto filter = filter_of(query);
    ShopPage page;
    if (query.order == ShopOrder::distance && query.near) page = by_distance(query, filter, after);
    else page = by_order(query.order == ShopOrder::name ? by_name_ : by_update_, query, filter, after);
    page.more = page.items.size() > query.limit;
    if (page.more) page.items.resize(query.limit);
    return page;
}

std::optional<ShopSet> ShopSearch::filter_of(const ShopQuery& query) const {
    std::optional<ShopSet> filter;
    const auto also = [&filter](const ShopSet& set) {
        if (filter) *filter &= set;
        else filter = set;
    };
    if (query.programme) also(attributes_.of_programme(*query.programme));
    if (!query.city.empty()) also(attributes_.in_city(query.city));
    for (const auto& code : query.tokuten) also(attributes_.with_tokuten(code));
    if (!query.genres.empty()) {
        ShopSet any = attributes_.with_genre(query.genres.front());
        for (const auto& code : query.genres) any |= attributes_.with_genre(code);
        also(any);
    }
    if (query.open_now) also(*hours_.open_at(query.now));
    if (!query.text.empty()) also(text_.find(query.text));
    if (query.order != ShopOrder::distance && query.near && query.radius_m) {
        ShopSet within(shops_.size());
        spatial_.collect_within(unit_vector(*query.near), squared_chord_of(*query.radius_m), within);
        also(within);
    }
    return filter;
}

ShopPage ShopSearch::by_distance(const ShopQuery& query, const std::optional<ShopSet>& filter,
                                 const std::optional<Cursor>& after) const {
    const auto centre = unit_vector(*query.near);
    const ShopSet* const only = filter ? &*filter : nullptr;
    const std::size_t wanted = query.limit + 1;
    auto from = first_beyond(query.beyond_m);
    if (after) from = NearShop{after->squared_chord, first_with_id_above(after->shop_id)};

    ShopPage page;
    const std::size_t matching = only != nullptr ? only->count() : shops_.size();
    page.total = matching;
    double limit = kNowhere;
    if (query.radius_m) {
        limit = squared_chord_of(*query.radius_m);
        page.total = spatial_.count_between(centre, squared_chord_of(query.beyond_m), limit, only);
    }
    const auto found = only != nullptr && matching <= kFewCandidates ? nearest_of(centre, *only, from, wanted)
                                                                     : spatial_.nearest(centre, wanted, {only, from});
    page.items.reserve(wanted);
    for (const auto& near : found)
        if (near.squared_chord <= limit) page.items.push_back({near.shop, near.squared_chord});
    if (query.radius_m || page.items.size() == wanted) return page;

    const bool inside_nowhere = after && after->squared_chord == kNowhere;
    without_position_.for_each([&](std::uint32_t shop) {
        if (page.items.size() == wanted || (only != nullptr && !only->has(shop))) return;
        if (!inside_nowhere || shop >= from->shop) page.items.push_back({shop, std::nullopt});
    });
    return page;
}

std::vector<NearShop> ShopSearch::nearest_of(const UnitVector& centre, const ShopSet& shops,
                                             const std::optional<NearShop>& from, std::size_t count) const {
    std::vector<NearShop> found;
    shops.for_each([&](std::uint32_t shop) {
        if (without_position_.has(shop)) return;
        const NearShop near{squared_chord(points_[shop], centre), shop};
        if (!from || !(near < *from)) found.push_back(near);
    });
    const auto cut = found.begin() + static_cast<std::ptrdiff_t>(std::min(count, found.size()));
    std::partial_sort(found.begin(), cut, found.end());
    found.erase(cut, found.end());
    return found;
}

ShopPage ShopSearch::by_order(const std::vector<std::uint32_t>& order, const ShopQuery& query,
                              const std::optional<ShopSet>& filter, const std::optional<Cursor>& after) const {
    ShopPage page;
    page.total = filter ? filter->count() : shops_.size();
    auto at = order.begin();
    if (after)
        at = std::partition_point(at, order.end(), [&](std::uint32_t shop) { return !is_behind(shop, *after); });
    std::optional<UnitVector> centre;
    if (query.near) centre = unit_vector(*query.near);
    for (; at != order.end() && page.items.size() <= query.limit; ++at) {
        if (filter && !filter->has(*at)) continue;
        ShopPage::Item item{*at, std::nullopt};
        if (centre && shops_[*at].position) item.squared_chord = squared_chord(points_[*at], *centre);
        page.items.push_back(item);
    }
    return page;
}

bool ShopSearch::is_behind(std::uint32_t shop, const Cursor& cursor) const {
    const auto id = shops_[shop].shop_id;
    if (cursor.order == ShopOrder::name)
        return std::tie(sort_names_[shop], id) > std::tie(cursor.name, cursor.shop_id);
    const auto updated = microseconds(shops_[shop].updated_at);
    return updated != cursor.updated_at ? updated < cursor.updated_at : id > cursor.shop_id;
}

Cursor ShopSearch::cursor_behind(const ShopPage::Item& item, const ShopQuery& query) const {
    Cursor cursor{query.order, fingerprint(query), shops_[item.shop].shop_id};
    if (query.order == ShopOrder::distance) cursor.squared_chord = item.squared_chord.value_or(kNowhere);
    else if (query.order == ShopOrder::updated_at) cursor.updated_at = microseconds(shops_[item.shop].updated_at);
    else cursor.name = sort_names_[item.shop];
    return cursor;
}

std::uint32_t ShopSearch::first_with_id_above(std::int64_t shop_id) const {
    const auto above = std::partition_point(shops_.begin(), shops_.end(),
                                            [&](const ShopRow& shop) { return shop.shop_id <= shop_id; });
    return static_cast<std::uint32_t>(above - shops_.begin());
}

}  // namespace hub::catalog
