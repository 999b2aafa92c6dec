#pragma once

#include "connectors/passport_db/import/tables/json_texts.hpp"
#include "connectors/passport_db/import/tables/table_source.hpp"

namespace hub::passport_db {

// Objects as rows: their members are the columns, in the order in which they first occur; members of an object within
// are named "outer/inner", lists of texts are joined by ";", other lists stay JSON. With `form.expand` each object of
// that list (a list, or a text that is JSON for one) is a row, its members "list/member" beside those of the outer
// object; objects without any text, and outer ones without such an object, are no rows; the list itself is no column,
// and one that is damaged, or lists what is no object, is an error. Reads everything twice: once for the names of the
// columns, once for the rows.
Result<std::unique_ptr<TableSource>> open_json(std::unique_ptr<JsonTexts> texts, const TableForm& form,
                                               const TableLimits& limits);

}  // namespace hub::passport_db
