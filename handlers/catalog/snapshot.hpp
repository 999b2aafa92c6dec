#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/article_search.hpp"
#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/code_list.hpp"
#include "handlers/catalog/event_search.hpp"
#include "handlers/catalog/facility_search.hpp"
#include "handlers/catalog/gazetteer.hpp"
#include "handlers/catalog/name_index.hpp"
#include "handlers/catalog/place_index.hpp"
#include "handlers/catalog/shop_query.hpp"
#include "handlers/catalog/shop_search.hpp"
#include "handlers/catalog/shop_texts.hpp"

namespace hub::catalog {

// Everything public at one version, with its indexes and every shop's JSON ready. Immutable and shared by all threads.
class Snapshot {
public:
    // Takes a while (some tenths of a second for 10,000 shops): call it off the I/O thread. Positions outside the
    // globe count as none; of rows with equal ids the first one stays.
    static std::shared_ptr<const Snapshot> build(CatalogData data);

    std::int64_t version() const { return version_; }
    const std::vector<ShopRow>& shops() const { return shops_; }  // ascending by shop_id
    const std::vector<PlaceRow>& place_rows() const { return places_; }
    const std::vector<FacilityRow>& facility_rows() const { return facilities_; }  // ascending by facility_id
    const std::vector<EventRow>& event_rows() const { return events_; }            // ascending by event_id
    const std::vector<ArticleRow>& article_rows() const { return articles_; }      // ascending by faminavi_id
    const CodeList& codes() const { return codes_; }
    const FacilitySearch& facilities() const { return facility_search_; }
    const EventSearch& events() const { return event_search_; }
    const ArticleSearch& articles() const { return article_search_; }
    const Gazetteer& gazetteer() const { return place_index_.gazetteer(); }
    const PlaceIndex& place_index() const { return place_index_; }
    const std::vector<std::string>& cities() const { return search_.attributes().cities(); }

    // The reply of shop.list: {"items": [...], "total": n, "next_cursor": text or null}. `total` counts all pages: the
    // shops within the radius when one is given, otherwise every shop that matches, however far.
    // Errors: invalid (a cursor that is none of this query's).
    Result<std::string> list_shops(const ShopQuery& query) const;

    // One page as rows; the query's cursor is not looked at.
    struct Found {
        const ShopRow* shop;
        std::optional<std::int64_t> distance_m;
    };
    struct FoundPage {
        std::vector<Found> shops;
        std::size_t total;
    };
    FoundPage find_shops(const ShopQuery& query) const;

    const ShopRow* find_shop(std::int64_t shop_id) const;  // null when there is none; lives as long as the snapshot
    std::optional<std::string> shop_json(std::int64_t shop_id, JapaneseTime now) const;
    const OpeningHours& opening_hours(const ShopRow& shop) const;  // of one of shops()
    // Whether a shop of shops() is open; nothing when that is not known.
    std::optional<bool> is_open(const ShopRow& shop, JapaneseTime now) const;

    // Shops by name: those of exactly this name, else those whose name or reading contains it; by shop_id.
    std::vector<const ShopRow*> shops_named(std::string_view name, std::size_t count) const;
    // Shops whose name is written much like `name`, best first.
    std::vector<const ShopRow*> shops_named_like(std::string_view name, std::size_t count) const;

    // The reply of code.list.
    const std::string& code_list_json() const { return code_list_json_; }
    // The reply of shop.legacy_list: up to ten shops of a programme (GROUP) from `start` on, by shop_id.
    std::string legacy_list(Programme programme, std::size_t start) const;

    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    explicit Snapshot(CatalogData data);
    std::string render_code_list() const;
    void index_names();

    const std::int64_t version_;
    const std::vector<ShopRow> shops_;
    const std::vector<PlaceRow> places_;
    const std::vector<FacilityRow> facilities_;
    const std::vector<EventRow> events_;
    const std::vector<ArticleRow> articles_;
    const CodeList codes_;
    const FacilitySearch facility_search_;
    const EventSearch event_search_;
    const ArticleSearch article_search_;
    const PlaceIndex place_index_;
    const ShopSearch search_;
    const ShopTexts texts_;
    std::vector<std::u32string> folded_names_;       // by shop
    std::vector<std::u32string> folded_readings_;    // by shop
    NameIndex names_;
    std::string code_list_json_;
};

}  // namespace hub::catalog
