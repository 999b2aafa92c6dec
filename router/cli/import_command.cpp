#include "connectors/passport_db/import/import.hpp"

#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::minutes kLongestImport{30};

}  // namespace

int import_file(const CommonOptions& common, const ImportOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    passport_db::ImportRequest request;
    request.file = options.file;
    request.mapping_file = options.mapping;
    request.prune = options.prune;
    request.progress = passport_db::terminal_progress();
    const auto deadline = Deadline::after(system_clock(), kLongestImport);
    const auto report = options.what == "shops" ? passport_db::import_shops(*database, request, deadline)
                                                : passport_db::import_places(*database, request, deadline);
    if (!report) return common.output.error(report.error());
    common.output.line(common.output.json ? passport_db::to_json(*report) : passport_db::to_text(*report));
    return passport_db::exit_code(*report);
}

}  // namespace hub::cli
