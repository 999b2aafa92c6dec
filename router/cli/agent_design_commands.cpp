#include <fstream>

#include "connectors/dialogflow/design/agent_files.hpp"
#include "router/cli/agent_design_report.hpp"
#include "router/cli/agent_design_session.hpp"
#include "router/cli/confirmation.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

namespace design = dialogflow::design;

// The entities whose entries `agent synchronise` writes: the repository has but those of the sample data.
const std::vector<std::string> kGenerated = {"place", "shop"};

Result<std::string> own_archive(const Settings& settings) {
    const auto files = design::read_agent_directory(settings.local_agent_directory);
    if (!files) return files.error();
    return design::to_zip(*files);
}

// What the export has and the agent in Dialogflow has not, and the other way round.
Result<std::vector<design::Difference>> compare(const Settings& settings, AgentDesignSession& session) {
    const auto files = design::read_agent_directory(settings.local_agent_directory);
    if (!files) return files.error();
    const auto wanted = design::outline_of(*files);
    if (!wanted) return wanted.error();
    const auto zip = session.run(session.designer().export_agent(session.deadline()));
    if (!zip) return zip.error();
    const auto unpacked = design::from_zip(*zip);
    if (!unpacked) return unpacked.error();
    const auto present = design::outline_of(*unpacked);
    if (!present) return present.error();
    return design::difference(*wanted, *present, kGenerated);
}

Result<void> write_whole(const std::string& path, const std::string& bytes) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) return Error{ErrorKind::invalid, "agent.not_written", path + " cannot be written"};
    return Result<void>::success();
}

void tell_done(const Output& output, const std::string& sentence, const std::string& project) {
    if (!output.json) return output.line(sentence);
    json::Writer writer;
    writer.begin_object();
    writer.member("done", true);
    writer.member("project", project);
    writer.member("detail", sentence);
    writer.end_object();
    output.line(writer.take());
}

}  // namespace

int export_agent(const CommonOptions& common, const AgentDesignOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto& settings = configuration->settings;
    Result<std::string> zip = Error{};
    if (options.from_dialogflow) {
        auto session = AgentDesignSession::open(settings, options);
        if (!session) return common.output.error(session.error());
        auto& designer = (*session)->designer();
        zip = (*session)->run(designer.export_agent((*session)->deadline()));
    } else {
        zip = own_archive(settings);
    }
    if (!zip) return common.output.error(zip.error());
    const auto written = write_whole(options.file, *zip);
    if (!written) return common.output.error(written.error());
    tell_done(common.output, options.file + ": " + std::to_string(zip->size()) + " bytes",
              settings.dialogflow_project_id);
    return kSuccess;
}

int diff_agent(const CommonOptions& common, const AgentDesignOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto session = AgentDesignSession::open(configuration->settings, options);
    if (!session) return common.output.error(session.error());
    const auto differences = compare(configuration->settings, **session);
    if (!differences) return common.output.error(differences.error());
    common.output.line(common.output.json ? to_json(*differences) : to_text(*differences));
    return differences->empty() ? kSuccess : kDifferent;
}

int import_agent(const CommonOptions& common, const AgentDesignOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto& settings = configuration->settings;
    const auto session = AgentDesignSession::open(settings, options);
    if (!session) return common.output.error(session.error());
    const auto differences = compare(settings, **session);
    if (!differences) return common.output.error(differences.error());
    if (options.dry_run) {
        common.output.line(common.output.json ? to_json(*differences) : to_text(*differences));
        return kSuccess;
    }
    const auto what =
        std::string(options.replace ? "The agent of project " : "Intents and entities of the agent of project ") +
        settings.dialogflow_project_id + " will be replaced by the export: " + to_text(*differences, 20);
    const auto confirmed = confirm(options.yes, "agent.not_confirmed", what);
    if (!confirmed) return common.output.error(confirmed.error());
    auto zip = own_archive(settings);
    if (!zip) return common.output.error(zip.error());
    const auto mode = options.replace ? design::ImportMode::replace : design::ImportMode::merge;
    auto& designer = (*session)->designer();
    const auto done = (*session)->run(designer.import_agent(std::move(*zip), mode, (*session)->deadline()));
    if (!done) return common.output.error(done.error());
    tell_done(
        common.output,
        "Imported. Dialogflow now trains the agent; bring the entries of @place and @shop back with `passport-hub "
        "agent synchronise`.",
        settings.dialogflow_project_id);
    return kSuccess;
}

}  // namespace hub::cli
