#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "portal/pages/page.hpp"
#include "portal/pages/shop_view.hpp"

namespace hub::portal {

struct PlaceView {
    std::string name;
    GeoPoint position;
    std::string source;  // gazetteer or google
};

// What became of a place's name.
struct FoundPlaces {
    std::vector<PlaceView> places;  // the likeliest first
    std::vector<std::string> suggestions;
    bool failed = false;            // it could not be looked up
};

// Asks place.find for `text`. A failure is part of the answer: the page goes on without a place.
boost::asio::awaitable<FoundPlaces> find_places(PageRequest request, std::string text);

}  // namespace hub::portal
