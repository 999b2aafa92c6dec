#include "router/cli/configuration.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "connectors/local_agent/export_reader.hpp"
#include "handlers/accounts/authority.hpp"
#include "queues/alarms/alarm_messages.hpp"
#include "router/cli/operation_routes.hpp"

namespace hub::cli {
namespace {

// Adds what is wrong with one file to the problems of all.
void add_problems(const std::string& file, const Error& error, std::vector<FieldProblem>& problems) {
    if (error.fields.empty()) problems.push_back({file, error.detail});
    for (const auto& [field, problem] : error.fields)
        problems.push_back({field.starts_with('/') ? file + "#" + field : file + ": " + field, problem});
}

// People who are to be mailed about alarms are, by some route.
void check_alarm_routes(const Configuration& configuration, std::vector<FieldProblem>& problems) {
    if (configuration.settings.alarm_mail_to.empty()) return;
    const auto queued = configuration.routes->queued();
    for (const char* type : {queues::kAlarmBegan, queues::kAlarmOver})
        if (std::none_of(queued.begin(), queued.end(), [type](const auto& route) { return route.type == type; }))
            problems.push_back({"hub.json#/alarms/mail_to",
                                "nobody would be mailed: no queued route of routes.json takes " + std::string(type)});
}

// The table of authority was compiled from this file: what is written in it since has no effect, and nobody shall think
// that it has.
void check_authority(const portal::OpenApiContract& contract, std::vector<FieldProblem>& problems) {
    for (const auto& operation : contract.operations) {
        if (operation.message_type.empty()) continue;
        accounts::Roles roles;
        const bool known = std::ranges::all_of(operation.roles, [&](const auto& word) { return roles.add(word); });
        const bool same = std::ranges::all_of(accounts::kRoles, [&](accounts::Role role) {
            return accounts::may_ask(role, operation.message_type) == roles.has(role);
        });
        if (!known || !same)
            problems.push_back(
                {"openapi.json: " + operation.id,
                 "x-roles is not what this program was built with; build it again, or put back the file"});
    }
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return Error{ErrorKind::not_found, "file.unreadable", path + " cannot be read"};
    std::ostringstream content;
    content << stream.rdbuf();
    return content.str();
}

Result<Configuration> load_configuration(const std::string& path) {
    Error problems{ErrorKind::invalid, "configuration.invalid", "the configuration is not valid; nothing was changed"};
    Configuration configuration;
    auto settings = read_settings(path, hub_environment());
    if (settings) configuration.settings = std::move(*settings);
    else add_problems("hub.json", settings.error(), problems.fields);

    const auto folder = std::filesystem::absolute(path).parent_path();
    auto contract = portal::OpenApiContract::load((folder / "openapi.json").string());
    if (contract) check_authority(*contract, problems.fields);
    else add_problems("openapi.json", contract.error(), problems.fields);

    const auto routes_text = read_file((folder / "routes.json").string());
    const auto operations = contract ? operation_routes(*contract) : std::vector<engine::Route>{};
    auto routes = routes_text ? engine::RouteTable::parse(*routes_text, known_names(), operations)
                              : Result<std::shared_ptr<const engine::RouteTable>>(routes_text.error());
    if (routes) configuration.routes = std::move(*routes);
    else add_problems("routes.json", routes.error(), problems.fields);

    if (settings) {
        const auto agent = local_agent::read_export(configuration.settings.local_agent_directory);
        if (!agent) add_problems("dialogflow_agent", agent.error(), problems.fields);
    }
    if (settings && routes) check_alarm_routes(configuration, problems.fields);
    if (!problems.fields.empty()) return problems;
    configuration.contract = std::move(*contract);
    return configuration;
}

}  // namespace hub::cli
