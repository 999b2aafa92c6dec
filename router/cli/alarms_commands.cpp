#include "queues/alarms/alarm_store.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::seconds kLongest{15};
constexpr std::size_t kRecent = 100;

// Runs `work` in one transaction and prints what it returns, or its error.
int print(const CommonOptions& common, const std::function<Result<std::string>(UnitOfWork&)>& work) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto text = in_transaction<std::string>(*open_database(*configuration), kLongest, work);
    if (!text) return common.output.error(text.error());
    common.output.line(*text);
    return kSuccess;
}

}  // namespace

int list_alarms(const CommonOptions& common) {
    return print(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto alarms = queues::list_alarms(unit_of_work, kRecent);
        return common.output.json ? queues::to_json(alarms) : queues::to_text(alarms);
    });
}

int acknowledge_alarm(const CommonOptions& common, const AlarmsOptions& options) {
    return print(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto alarm = queues::acknowledge_alarm(unit_of_work, options.id, options.by, options.reason);
        if (!alarm) return alarm.error();
        return common.output.json ? queues::to_json(*alarm) : queues::to_text({*alarm});
    });
}

}  // namespace hub::cli
