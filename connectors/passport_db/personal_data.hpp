#pragma once

#include <string>
#include <vector>

#include "router/core/unit_of_work.hpp"

namespace hub::passport_db {

// A column with personal data. Texts are Japanese but for `table`, `column` and `kept_as`.
struct PersonalColumn {
    std::string table;  // "public.users"
    std::string column;
    std::string person;     // whose data
    std::string what;       // the column's comment
    std::string purpose;    // 利用目的
    std::string kept_as;    // clear, sealed, keyed_digest or digest
    std::string retention;  // 保存期間
};

// The columns with personal data that the database has now, table by table; in a table those of the same person,
// purpose and retention stand together.
std::vector<PersonalColumn> personal_columns(UnitOfWork& unit_of_work);

// Columns and what hub.personal_data says of them that do not fit: "public.users.name is not described",
// "public.users.name is described and is not there". Empty: the register is complete.
std::vector<std::string> register_faults(UnitOfWork& unit_of_work);

}  // namespace hub::passport_db
