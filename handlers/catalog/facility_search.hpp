#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/opening_hours.hpp"
#include "handlers/catalog/shop_set.hpp"
#include "handlers/catalog/spatial_index.hpp"

namespace hub::catalog {

// Which facilities are asked for.
struct FacilityQuery {
    Position near{};
    double radius_m = 2'000;
    double beyond_m = 0;                  // only what is farther than this
    std::vector<std::string> kinds{};     // codes; any of them; empty: every kind
    std::vector<std::string> services{};  // codes; all of them
    std::size_t limit = 20;
};

struct FoundFacility {
    const FacilityRow* facility;
    std::int64_t distance_m;
};

struct FacilityPage {
    std::vector<FoundFacility> items;  // nearest first
    std::size_t total = 0;             // within the radius and beyond `beyond_m`
};

// Facilities around a point, and by name. Keeps a reference to the rows (ascending by facility_id), which must outlive
// it. Immutable.
class FacilitySearch {
public:
    explicit FacilitySearch(const std::vector<FacilityRow>& facilities);

    FacilityPage find(const FacilityQuery& query) const;

    // Those of exactly this name or reading, else those whose name contains it; by facility_id.
    std::vector<const FacilityRow*> named(std::string_view name, std::size_t count) const;

    // When one of the rows is open: its hours and closed days.
    const OpeningHours& opening_hours(const FacilityRow& facility) const;

    // Null when there is none.
    const FacilityRow* find_facility(std::int64_t facility_id) const;

private:
    using Sets = std::map<std::string, ShopSet, std::less<>>;
    ShopSet matching(const FacilityQuery& query) const;

    const std::vector<FacilityRow>& facilities_;
    std::vector<std::u32string> names_;     // folded, by facility
    std::vector<std::u32string> readings_;  // folded, by facility
    std::vector<OpeningHours> hours_;       // by facility
    Sets kinds_;
    Sets services_;
    ShopSet all_;
    SpatialIndex spatial_;
};

}  // namespace hub::catalog
