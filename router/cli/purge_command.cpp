#include "connectors/passport_db/purge.hpp"

#include <memory>

#include "router/cli/command.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::seconds kLongest{600};

// What a look without changes ends with, so that its transaction is rolled back.
Error only_looked() { return {ErrorKind::cancelled, "purge.only_looked", "nothing was removed"}; }

std::string counts_json(const passport_db::PurgeCounts& counts, bool dry_run) {
    json::Writer writer;
    writer.begin_object();
    writer.member("dry_run", dry_run);
    writer.key("removed");
    writer.begin_object();
    for (const auto& [kind, removed] : counts) writer.member(kind, removed);
    writer.end_object();
    writer.end_object();
    return writer.take();
}

int purge(const CommonOptions& common, bool dry_run) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    passport_db::PurgeCounts counts;
    const auto done = database->run_here(
        [&](UnitOfWork& unit_of_work) -> Result<void> {
            counts = passport_db::purge(unit_of_work);
            if (dry_run) return only_looked();
            return Result<void>::success();
        },
        Deadline::after(system_clock(), kLongest));
    if (!done && done.error().code != only_looked().code) return common.output.error(done.error());
    common.output.line(common.output.json
                           ? counts_json(counts, dry_run)
                           : (dry_run ? "Would be removed: " : "Removed: ") + passport_db::to_text(counts));
    return kSuccess;
}

}  // namespace

void add_purge(CLI::App& application, CommonOptions& common, int& exit_code) {
    const auto dry_run = std::make_shared<bool>(false);
    auto* command = add_command(application, common, exit_code, "purge",
                                "Remove what is kept no longer, as the schedule nightly_purge does every night: old "
                                "links, ended sessions, provisional members, addresses in messages that were sent",
                                [&common, dry_run] { return purge(common, *dry_run); });
    command->add_flag("--dry-run", *dry_run, "Remove nothing, say what would be removed");
}

}  // namespace hub::cli
