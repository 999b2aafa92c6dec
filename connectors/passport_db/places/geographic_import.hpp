#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "connectors/passport_db/places/area_list.hpp"
#include "router/core/deadline.hpp"
#include "router/core/result.hpp"
#include "router/runtime/database.hpp"

// Lists that have a geographic form of their own: passport-hub import towns|areas FILE.
namespace hub::passport_db {

struct GeographicReport {
    std::string source;
    int read = 0;
    int inserted = 0;
    int updated = 0;
    int unchanged = 0;
    int pruned = 0;  // no longer in the list: towns closed, areas removed
    std::vector<LeftOut> left_out;
};

// 0, or 3 when something was left out.
int exit_code(const GeographicReport& report);
std::string to_text(const GeographicReport& report);
std::string to_json(const GeographicReport& report);

// Stores the towns of an archive or a folder (town_files.hpp) as places, in one transaction; with `prune` those that
// are no longer in the list are closed. Blocking, on the calling thread; the application role is enough. Errors, after
// which nothing has changed: those of read_town_files, read_towns and the database.
Result<GeographicReport> import_towns(runtime::Database& database, const std::filesystem::path& file, bool prune,
                                      Deadline deadline);

// Stores the boundaries of a GeoJSON file (area_list.hpp, at most 256 MiB), in one transaction; each municipality also
// becomes a place in its middle, for where no list names its office. Errors as above: "import.no_file",
// "import.too_large", those of read_areas and the database.
Result<GeographicReport> import_areas(runtime::Database& database, const std::filesystem::path& file, bool prune,
                                      Deadline deadline);

}  // namespace hub::passport_db
