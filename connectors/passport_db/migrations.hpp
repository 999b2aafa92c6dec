#pragma once

#include <string>
#include <vector>

#include "connectors/passport_db/migration_texts.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {

struct MigrationReport {
    int version = 0;                          // number of the last migration in the database now
    std::vector<std::string> applied;         // by this run, "0003_shop"
    std::vector<std::string> from_newer_hub;  // in the database, unknown to this program: a newer hub put them there
};

// Brings the schema up to the last of `texts`, each migration in its own transaction of the owner role. Safe while hubs
// serve, and when several run it at once: they wait for one another. Blocking.
// Errors: permanent "migration.changed" when the text of an applied migration is no longer the same, permanent
// "migration.failed" naming the migration and what PostgreSQL said, transient when the database is away or a table
// stayed locked; everything applied before the error stays.
Result<MigrationReport> migrate(const runtime::DatabaseSettings& owner,
                                const std::vector<MigrationText>& texts = migration_texts());

// The migrations of `texts` that the database lacks, as "0003_shop"; empty when the schema is up to date. Works with
// the application role.
Result<std::vector<std::string>> missing_migrations(UnitOfWork& unit_of_work,
                                                    const std::vector<MigrationText>& texts = migration_texts());

}  // namespace hub::passport_db
