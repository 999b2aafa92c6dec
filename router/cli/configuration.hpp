#pragma once

#include <memory>
#include <string>

#include "portal/api/openapi_contract.hpp"
#include "router/cli/settings.hpp"
#include "router/engine/route_table.hpp"

namespace hub::cli {

// Everything that is configured, read and validated whole.
struct Configuration {
    Settings settings;
    std::shared_ptr<const engine::RouteTable> routes;
    portal::OpenApiContract contract;  // of the public API
};

// Reads hub.json at `path` and what lies beside it: routes.json, openapi.json, the agent export, the page templates.
// Error: invalid, every problem of every file at once, each field starting with its file's name. Opens no connection.
Result<Configuration> load_configuration(const std::string& path);

// The names routes.json may use beside the handlers of operations: what the compose_*.cpp build.
const engine::KnownNames& known_names();

// A file's content; not_found when it cannot be read.
Result<std::string> read_file(const std::string& path);

}  // namespace hub::cli
