#pragma once

#include <string>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "router/core/result.hpp"

// The catalog's copy on disk, from which a worker serves when it starts while PostgreSQL is away. A binary file: magic,
// format number, length and BLAKE2b checksum of the contents, contents. Public data only.
namespace hub::catalog {

// Writes a new file beside `path`, flushes it to the disk and renames it over `path`: at any moment the old or the new
// one is there whole. Nothing is written when the file already holds the same contents. Errors: transient.
Result<void> write_snapshot_file(const std::string& path, const Snapshot& snapshot);

// Errors: not_found (no such file); permanent "catalog.file_refused" (not ours, another format, cut short, damaged),
// with the reason in the detail.
Result<CatalogData> read_snapshot_file(const std::string& path);

}  // namespace hub::catalog
