#pragma once

#include <optional>
#include <string>

#include "handlers/catalog/catalog_data.hpp"

namespace hub::test {

// The real lists of the shared data (548 shops of Yaizu, some 9,000 open stations); where they are not there, the product's
// own sample data, so that the tests never have to be skipped.
struct RealLists {
    catalog::CatalogData data;
    bool real = false;
};
RealLists load_lists();

}  // namespace hub::test
