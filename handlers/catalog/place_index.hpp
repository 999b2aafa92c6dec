#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/gazetteer.hpp"
#include "handlers/catalog/spatial_index.hpp"
#include "handlers/places/address_reader.hpp"
#include "handlers/places/area_index.hpp"

namespace hub::catalog {

// The places with one of each: a station or municipality that two lists bring stays once, with the label, reading and
// other names that either list has. Ordered as given.
std::vector<PlaceRow> without_repeats(std::vector<PlaceRow> places);

// Every question about places: by name, by address, by postal code, and what lies near or around a point. Keeps a
// reference to the places, which must outlive it. Immutable.
class PlaceIndex {
public:
    PlaceIndex(const std::vector<PlaceRow>& places, const std::vector<ShopRow>& shops, std::vector<places::Area> areas);

    const Gazetteer& gazetteer() const { return gazetteer_; }
    const places::AddressBook& address_book() const { return address_book_; }
    const places::AreaIndex& areas() const { return areas_; }

    struct NearPlace {
        const PlaceRow* place;
        std::int64_t distance_m;
    };
    // The nearest stations, the nearest first; of one name and place (梅田 of two lines) each counts.
    std::vector<NearPlace> nearest_stations(Position position, std::size_t count, double longest_m) const;

    // The middle of what is known to have a postal code (530-0001, 5300001, full-width, with 〒): stations and shops.
    struct PostalPlace {
        std::string code;
        Position position;
    };
    std::optional<PostalPlace> with_postal_code(std::string_view text) const;

    // A place out of an address that is known at least to its town; the name is the address as far as it was
    // understood.
    std::optional<PlaceRow> at_address(std::string_view text) const;

private:
    struct Middle {
        double lat = 0;
        double lng = 0;
        int count = 0;
    };
    void add_postal_code(const std::string& code, Position position);

    const std::vector<PlaceRow>& places_;
    const Gazetteer gazetteer_;
    const places::AddressBook address_book_;
    const places::AreaIndex areas_;
    const SpatialIndex stations_;
    std::unordered_map<std::string, Middle> postal_codes_;
};

}  // namespace hub::catalog
