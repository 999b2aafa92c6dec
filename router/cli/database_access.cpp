#include "router/cli/database_access.hpp"

#include "queues/outbox.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::seconds kLongest{15};

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

int print_answer(const CommonOptions& common, const std::function<Result<std::string>(UnitOfWork&)>& work) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    return print_answer(common, *configuration, work);
}

int print_answer(const CommonOptions& common, const Configuration& configuration,
                 const std::function<Result<std::string>(UnitOfWork&)>& work) {
    const auto text = in_transaction<std::string>(*open_database(configuration), kLongest, work);
    if (!text) return common.output.error(text.error());
    common.output.line(*text);
    return kSuccess;
}

}  // namespace hub::cli
