#pragma once

#include "connectors/passport_db/import/tables/table_source.hpp"
#include "connectors/passport_db/import/tables/zip_parts.hpp"

namespace hub::passport_db {

// One sheet of an Excel workbook (.xlsx). Texts come without their furigana; numbers that a cell shows as a day or a
// time come as 2026-08-05, 13:30 or 2026-08-05 13:30; formulas with the value that was saved with them; true and false
// as 1 and 0.
Result<std::unique_ptr<TableSource>> open_workbook(const ZipParts& parts, const TableForm& form,
                                                   const TableLimits& limits);

}  // namespace hub::passport_db
