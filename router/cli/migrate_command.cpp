#include "connectors/passport_db/migrations.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

std::string report_json(const passport_db::MigrationReport& report) {
    json::Writer writer;
    writer.begin_object();
    writer.member("version", report.version);
    for (const auto& [name, list] : {std::pair{"applied", &report.applied}, {"from_newer_hub", &report.from_newer_hub}}) {
        writer.key(name);
        writer.begin_array();
        for (const auto& each : *list) writer.value(each);
        writer.end_array();
    }
    writer.end_object();
    return writer.take();
}

std::string report_text(const passport_db::MigrationReport& report) {
    std::string text;
    for (const auto& name : report.applied) text += "applied " + name + "\n";
    for (const auto& name : report.from_newer_hub) text += "left alone " + name + ", which a newer hub applied\n";
    return text + "The schema is at version " + std::to_string(report.version) + ".";
}

}  // namespace

int migrate(const CommonOptions& common) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto report = passport_db::migrate(owner_database(configuration->settings));
    if (!report) return common.output.error(report.error());
    common.output.line(common.output.json ? report_json(*report) : report_text(*report));
    return kSuccess;
}

}  // namespace hub::cli
