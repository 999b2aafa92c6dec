#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portal/pages/shop_view.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/error.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

inline constexpr int kUsualRadius = 3000;  // metres
inline constexpr int kRadiuses[] = {500, 1000, 3000, 10'000};

// What the search form asks for: the query of /shops.
struct SearchQuery {
    std::string near;                  // a place by name; goes before `position`
    int choice = 0;                    // which of several places of that name, from 0
    std::optional<GeoPoint> position;  // where the browser is
    std::string q;
    std::string genre;
    std::string tokuten;
    std::string city;
    std::optional<int> programme;
    bool open_now = false;  // only shops that are known to be open
    int radius_m = kUsualRadius;
    std::string cursor;

    // How many conditions beside the place are set.
    int conditions() const;
};

struct ReadSearch {
    SearchQuery query;
    std::vector<FieldProblem> problems;  // every wrong parameter, in the words of the catalogue
};

// Reads the parameters of /shops; empty ones count as missing, unknown ones are left alone (links carry such).
ReadSearch read_search(const Texts& texts, const HttpParameters& parameters);

// "/shops?near=…" with what is set.
std::string search_url(const SearchQuery& query);

// The data of a shop.list message; `near` is the position the place was found at.
std::string shop_list_data(const SearchQuery& query, std::optional<GeoPoint> near);

}  // namespace hub::portal
