#pragma once

#include "connectors/passport_db/import/tables/packed_file.hpp"
#include "connectors/passport_db/import/tables/table_source.hpp"

namespace hub::passport_db {

// CSV (RFC 4180) or text with tabs between the cells; lines end in LF or CRLF, cells may hold line breaks. Lines of "#"
// before the list are LinkData's prolog, whose "#property" line names the columns. Reads the file twice: once for its
// encoding, once for its rows.
Result<std::unique_ptr<TableSource>> open_csv(PackedFile file, const TableForm& form, const TableLimits& limits);

}  // namespace hub::passport_db
