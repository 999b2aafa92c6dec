#include "router/cli/commands.hpp"
#include "router/cli/configuration.hpp"
#include "router/engine/route_graph.hpp"

namespace hub::cli {

int routes(const CommonOptions& common) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto& table = *configuration->routes;
    common.output.line(common.output.json ? engine::to_json(table) : engine::to_text(table));
    return kSuccess;
}

}  // namespace hub::cli
