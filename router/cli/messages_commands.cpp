#include "queues/messages_read.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

using Records = std::vector<queues::MessageRecord>;

// Reads messages in one transaction; nothing but errors is printed here.
Result<Records> read(const CommonOptions& common, std::function<Result<Records>(UnitOfWork&)> query) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return configuration.error();
    const auto database = open_database(*configuration);
    Records records;
    const auto done = database->run_here(
        [&](UnitOfWork& unit_of_work) -> Result<void> {
            auto found = query(unit_of_work);
            if (!found) return found.error();
            records = std::move(*found);
            return Result<void>::success();
        },
        Deadline::after(system_clock(), std::chrono::seconds(15)));
    if (!done) return done.error();
    return records;
}

}  // namespace

int list_messages(const CommonOptions& common, const MessagesOptions& options) {
    const auto records = read(common, [&options](UnitOfWork& unit_of_work) {
        return queues::list_messages(unit_of_work,
                                     {options.state, options.type, static_cast<std::size_t>(options.limit)});
    });
    if (!records) return common.output.error(records.error());
    common.output.line(common.output.json ? queues::to_json(*records) : queues::to_table(*records));
    return kSuccess;
}

int show_message(const CommonOptions& common, const MessagesOptions& options) {
    const auto records = read(
        common, [&options](UnitOfWork& unit_of_work) { return queues::find_messages(unit_of_work, options.id); });
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
