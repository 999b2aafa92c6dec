#pragma once

#include <string>
#include <string_view>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "router/core/result.hpp"

namespace hub::catalog {

// The number of the byte layout below; a file of another layout is refused.
inline constexpr std::uint64_t kCatalogLayout = 3;

// All rows of a snapshot as bytes; equal snapshots give equal bytes.
std::string encode_catalog(const Snapshot& snapshot);

// Reads them back; `permanent` when the bytes are not exactly one catalog.
Result<CatalogData> decode_catalog(std::string_view bytes);

}  // namespace hub::catalog
