#pragma once

#include <string>
#include <vector>

#include "portal/pages/search_query.hpp"
#include "portal/pages/texts.hpp"

namespace hub::portal {

// A way on from a search that found nothing.
struct Way {
    std::string url;
    std::string name;
};

// Wider or with one condition less; always ends with all shops.
std::vector<Way> ways_after_nothing(const Texts& texts, const SearchQuery& query, bool at_place);

// What to do when the place itself is not known.
std::vector<Way> ways_without_place(const Texts& texts, const SearchQuery& query);

}  // namespace hub::portal
