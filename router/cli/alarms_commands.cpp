#include "queues/alarms/alarm_store.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

constexpr std::size_t kRecent = 100;

}  // namespace

int list_alarms(const CommonOptions& common) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto alarms = queues::list_alarms(unit_of_work, kRecent);
        return common.output.json ? queues::to_json(alarms) : queues::to_text(alarms);
    });
}

int acknowledge_alarm(const CommonOptions& common, const AlarmsOptions& options) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto alarm = queues::acknowledge_alarm(unit_of_work, options.id, options.by, options.reason);
        if (!alarm) return alarm.error();
        return common.output.json ? queues::to_json(*alarm) : queues::to_text({*alarm});
    });
}

}  // namespace hub::cli
