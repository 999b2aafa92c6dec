#include "connectors/passport_db/personal_data.hpp"

#include <pqxx/pqxx>

#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// The columns of all tables of the hub, as they are now.
constexpr char kColumns[] =
    "WITH present AS (SELECT n.nspname || '.' || c.relname AS table_name, a.attname AS column_name, a.attnum, "
    "coalesce(col_description(c.oid, a.attnum), '') AS what FROM pg_class AS c "
    "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "WHERE n.nspname IN ('public', 'hub') AND c.relkind IN ('r', 'p', 'm', 'f')) ";

}  // namespace

std::vector<PersonalColumn> personal_columns(UnitOfWork& unit_of_work) {
    const auto sql = std::string(kColumns) +
                     "SELECT table_name, column_name, person, what, purpose, kept_as, retention "
                     "FROM present JOIN hub.personal_data USING (table_name, column_name) WHERE person IS NOT NULL "
                     "ORDER BY table_name LIKE 'hub.%', table_name, "
                     "min(attnum) OVER (PARTITION BY table_name, person, purpose, retention), attnum";
    std::vector<PersonalColumn> columns;
    for (const auto& row : runtime::native(unit_of_work).exec(sql))
        columns.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(),
                           row[3].as<std::string>(), row[4].as<std::string>(), row[5].as<std::string>(),
                           row[6].as<std::string>()});
    return columns;
}

std::vector<std::string> register_faults(UnitOfWork& unit_of_work) {
    const auto sql = std::string(kColumns) +
                     "SELECT table_name || '.' || column_name || CASE WHEN p.attnum IS NULL "
                     "THEN ' is described and is not there' ELSE ' is not described' END "
                     "FROM present AS p FULL JOIN hub.personal_data AS d USING (table_name, column_name) "
                     "WHERE p.attnum IS NULL OR d.table_name IS NULL ORDER BY table_name, column_name";
    std::vector<std::string> faults;
    for (const auto& row : runtime::native(unit_of_work).exec(sql)) faults.push_back(row[0].as<std::string>());
    return faults;
}

}  // namespace hub::passport_db
