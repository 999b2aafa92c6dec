#pragma once

#include <filesystem>

#include "connectors/passport_db/import/report.hpp"
#include "router/core/deadline.hpp"
#include "router/core/result.hpp"
#include "router/runtime/database.hpp"

// Lists of shops and places from files: passport-hub import shops|places FILE --mapping MAPPING.
namespace hub::passport_db {

struct ImportRequest {
    std::filesystem::path file;          // CSV in UTF-8 or CP932, at most 64 MiB
    std::filesystem::path mapping_file;  // JSON, see config/mappings
    bool prune = false;                  // hide shops, close places, that the list no longer has
    bool all_or_nothing = false;         // store nothing when a row is refused
    ImportProgress progress;             // may be empty
};

// Reads the file, stores the good rows in one transaction and reports the others; a shop or place that was imported
// before is recognised by the source of the mapping and its key. Blocking, on the calling thread. The application role
// is enough. Errors, after which nothing has changed: not_found "import.no_file" or "import.no_mapping", invalid
// "import.too_large", "import.encoding", "import.csv", "import.mapping", "import.kind" or "import.columns" (see
// `fields`), and those of the database.
Result<ImportReport> import_shops(runtime::Database& database, const ImportRequest& request, Deadline deadline);
Result<ImportReport> import_places(runtime::Database& database, const ImportRequest& request, Deadline deadline);

}  // namespace hub::passport_db
