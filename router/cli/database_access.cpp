#include "router/cli/database_access.hpp"

#include "queues/outbox.hpp"

namespace hub::cli {
namespace {

runtime::DatabaseSettings database_as(const Settings& settings, const std::string& role, const std::string& password) {
    runtime::DatabaseSettings database;
    database.host = settings.database_host;
    database.port = settings.database_port;
    database.name = settings.database_name;
    database.role = role;
    database.password = password;
    database.connections = static_cast<std::size_t>(settings.database_connections);
    return database;
}

}  // namespace

runtime::DatabaseSettings application_database(const Settings& settings) {
    return database_as(settings, settings.application_role, settings.application_password);
}

runtime::DatabaseSettings owner_database(const Settings& settings) {
    return database_as(settings, settings.owner_role, settings.owner_password);
}

std::unique_ptr<runtime::Database> open_database(const Configuration& configuration) {
    auto database = application_database(configuration.settings);
    database.connections = 1;
    auto routes = std::make_shared<const queues::RouteBook>(configuration.routes->queued());
    return std::make_unique<runtime::Database>(std::move(database), system_clock(),
                                               queues::make_outbox_writer(std::move(routes)));
}

}  // namespace hub::cli
