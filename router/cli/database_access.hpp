#pragma once

#include "router/cli/configuration.hpp"
#include "router/runtime/database.hpp"

namespace hub::cli {

// Connection settings of the application role and of the owner role.
runtime::DatabaseSettings application_database(const Settings& settings);
runtime::DatabaseSettings owner_database(const Settings& settings);

// A database for commands that run to their end here: as the application role, outbox included.
std::unique_ptr<runtime::Database> open_database(const Configuration& configuration);

}  // namespace hub::cli
