#include <algorithm>

#include "queues/messages_read.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/closest_name.hpp"

namespace hub::cli {
namespace {

using Records = std::vector<queues::MessageRecord>;

constexpr std::chrono::seconds kLongest{15};

// A type may be stored without being in the route table, so this is a hint and no error.
std::string hint_about_type(const Configuration& configuration, const std::string& type) {
    std::vector<std::string> known;
    for (const auto& route : configuration.routes->queued()) known.push_back(route.type);
    if (type.empty() || std::find(known.begin(), known.end(), type) != known.end()) return {};
    return " No queued route takes the type " + type + did_you_mean(type, known) + ".";
}

Error wrong_options(const std::vector<FieldProblem>& problems) {
    return {ErrorKind::invalid, "messages.invalid_options", "the command is not given like that", {}, problems};
}

}  // namespace

int list_messages(const CommonOptions& common, const MessagesOptions& options) {
    const auto filter = queues::read_filter(options.search, options.unknown);
    if (!filter) return common.output.error(filter.error());
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto retention = configuration->settings.retention;
    const auto list = in_transaction<queues::MessageList>(*open_database(*configuration), kLongest, [&filter, retention](UnitOfWork& unit_of_work) {
        return queues::list_messages(unit_of_work, *filter, retention);
    });
    if (!list) return common.output.error(list.error());
    const auto hint = list->matched == 0 ? hint_about_type(*configuration, filter->type) : std::string();
    common.output.line(common.output.json ? queues::to_json(*list) : queues::to_text(*list) + hint);
    return kSuccess;
}

int show_message(const CommonOptions& common, const MessagesOptions& options) {
    if (!options.unknown.empty()) return common.output.error(wrong_options(options.unknown));
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto retention = configuration->settings.retention;
    const auto records = in_transaction<Records>(*open_database(*configuration), kLongest, [&options, retention](UnitOfWork& unit_of_work) {
        return queues::find_messages(unit_of_work, options.id, retention);
    });
    if (!records) return common.output.error(records.error());
    // One message as one JSON object; several (a subject with a history) as a list.
    if (common.output.json) {
        common.output.line(records->size() == 1 ? queues::to_json(records->front()) : queues::to_json(*records));
    } else {
        for (const auto& record : *records) common.output.line(queues::to_story(record));
    }
    return kSuccess;
}

}  // namespace hub::cli
