#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "connectors/passport_db/import/list_reading.hpp"
#include "connectors/passport_db/import/report.hpp"
#include "router/core/deadline.hpp"
#include "router/core/result.hpp"
#include "router/runtime/database.hpp"

// Lists from files: passport-hub import shops|facilities|events|places FILE --mapping MAPPING.
namespace hub::passport_db {

// What becomes of rows of earlier imports that the list no longer has.
enum class Prune {
    plausible,  // they are closed, unless they are more than a third of what was stored before (and more than ten)
    always,
    never
};

struct ImportRequest {
    std::filesystem::path file;          // see open_table
    std::filesystem::path mapping_file;  // JSON, see config/mappings
    Prune prune = Prune::plausible;
    bool all_or_nothing = false;                     // store nothing when a row is refused
    bool dry_run = false;                            // store nothing at all, but say what would be
    std::optional<std::chrono::year_month> month{};  // of a list of events, instead of the mapping's or the file name's
    MunicipalityAt municipality_at{};                // may be empty
    ImportProgress progress{};                       // may be empty
};

// Reads the file, stores the good rows and reports the others; a row that was imported before is recognised by the
// source of the mapping and its key, and rows that are as they were are not touched. A thousand changed rows are one
// transaction, with `all_or_nothing` the whole list is. Blocking, on the calling thread; memory is bounded. The
// application role is enough. Errors: not_found "import.no_file" or "import.no_mapping", invalid "import.mapping",
// "import.kind", "import.columns" (see `fields`) and those of open_table, after which nothing has changed; and those of
// the database, after which whole transactions may have been stored: running the import again goes on from there.
Result<ImportReport> import_list(runtime::Database& database, ListKind kind, const ImportRequest& request,
                                 Deadline deadline);

}  // namespace hub::passport_db
