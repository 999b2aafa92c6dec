#include <algorithm>

#include "queues/schedule/schedule_store.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/closest_name.hpp"
#include "router/core/japanese_time.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

constexpr std::size_t kMostData = 64 * 1024;
constexpr std::size_t kRunsShown = 20;
constexpr int kTimesShown = 5;

using Problems = std::vector<FieldProblem>;

// "2026-11-20 09:00" in Japan's time.
std::string japanese_text(WallTime time) { return hub::japanese_text(time).substr(0, 16); }

std::string when(const queues::Schedule& schedule) {
    if (schedule.paused) return "paused";
    return schedule.next_at ? japanese_text(*schedule.next_at) : "over";
}

// The times after `from`, as far as they are shown.
std::vector<WallTime> coming_times(const queues::Schedule& schedule) {
    std::vector<WallTime> times;
    const auto rule = queues::rule_of(schedule);
    auto next = schedule.paused ? std::nullopt : schedule.next_at;
    for (; rule && next && times.size() < kTimesShown; next = queues::next_time(*rule, *next)) times.push_back(*next);
    return times;
}

void write_schedule(json::Writer& writer, const queues::Schedule& schedule) {
    writer.member("name", schedule.name);
    if (!schedule.cron.empty()) writer.member("cron", schedule.cron);
    writer.member("days", to_string(schedule.days));
    writer.member("if_missed", to_string(schedule.if_missed));
    writer.member("grace_minutes", static_cast<std::int64_t>(schedule.grace.count()));
    writer.member("type", schedule.type);
    if (!schedule.subject.empty()) writer.member("subject", schedule.subject);
    writer.key("data");
    writer.raw(schedule.data);
    writer.member("paused", schedule.paused);
    writer.member("changed_by", schedule.changed_by);
    writer.key("next");
    writer.begin_array();
    for (const auto time : coming_times(schedule)) writer.value(to_rfc3339(time));
    writer.end_array();
}

std::string list_json(const std::vector<queues::Schedule>& schedules) {
    json::Writer writer;
    writer.begin_object();
    writer.key("schedules");
    writer.begin_array();
    for (const auto& schedule : schedules) {
        writer.begin_object();
        write_schedule(writer, schedule);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string list_text(const std::vector<queues::Schedule>& schedules) {
    if (schedules.empty())
        return "There is no schedule. Make one with: passport-hub schedules set NAME --cron \"0 9 * * MON\" --type "
               "TYPE";
    std::string text = "Times are Japan's.";
    for (const auto& schedule : schedules)
        text += "\n" + schedule.name + "  next " + when(schedule) + "  " +
                (schedule.cron.empty()
                     ? "once"
                     : "\"" + schedule.cron + "\" on " + std::string(to_string(schedule.days)) + " days") +
                "  " + schedule.type;
    return text;
}

std::string show_json(const queues::Schedule& schedule, const std::vector<queues::ScheduleRun>& runs) {
    json::Writer writer;
    writer.begin_object();
    write_schedule(writer, schedule);
    writer.key("runs");
    writer.begin_array();
    for (const auto& run : runs) {
        writer.begin_object();
        writer.member("due_at", to_rfc3339(run.due_at));
        writer.member("decided_at", to_rfc3339(run.decided_at));
        writer.member("outcome", run.outcome);
        writer.member("missed", static_cast<std::int64_t>(run.missed));
        if (!run.message_id.empty()) writer.member("message_id", run.message_id);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string show_text(const queues::Schedule& schedule, const std::vector<queues::ScheduleRun>& runs) {
    auto text = list_text({schedule}) + "\n  last changed by " + schedule.changed_by +
                "; when a time is missed: " + std::string(to_string(schedule.if_missed)) + " (after " +
                std::to_string(schedule.grace.count()) + " minutes)\n  data " + schedule.data;
    for (const auto time : coming_times(schedule)) text += "\n  will fire " + japanese_text(time);
    for (const auto& run : runs)
        text += "\n  " + run.outcome + "  due " + japanese_text(run.due_at) + "  decided " +
                japanese_text(run.decided_at) +
                (run.missed > 0 ? "  " + std::to_string(run.missed) + " times missed" : "") +
                (run.message_id.empty() ? "" : "  message " + run.message_id);
    return text;
}

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(), [](char character) {
               return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
                      character == '_';
           });
}

void read_type(const SchedulesOptions& options, const engine::RouteTable& routes, Problems& problems) {
    std::vector<std::string> types;
    for (const auto& route : routes.queued()) types.push_back(route.type);
    if (std::find(types.begin(), types.end(), options.type) == types.end())
        problems.push_back(
            {"--type", "no queued route takes \"" + options.type + "\"" + did_you_mean(options.type, types)});
}

void read_data(const SchedulesOptions& options, queues::Schedule& schedule, Problems& problems) {
    if (options.data_file.empty()) return;
    auto text = read_file(options.data_file);
    if (!text) return problems.push_back({"--data", text.error().detail});
    const auto document = json::Document::parse(*text, {32, kMostData});
    if (!document) return problems.push_back({"--data", document.error().detail});
    if (!document->root().is_object()) return problems.push_back({"--data", "must be a JSON object"});
    schedule.data = std::move(*text);
}

void read_time(const SchedulesOptions& options, queues::Schedule& schedule, Problems& problems) {
    if (options.cron.empty() == options.at.empty())
        return problems.push_back({"--cron", "either --cron or --at says when"});
    const auto now = system_clock().wall();
    if (!options.at.empty()) {
        if (schedule.days != queues::ScheduleDays::every) problems.push_back({"--days", "is for --cron only"});
        const auto at = from_rfc3339(options.at);
        if (!at) return problems.push_back({"--at", "must be a time like 2026-12-01T09:00:00+09:00"});
        if (*at <= now) return problems.push_back({"--at", "lies in the past"});
        schedule.next_at = *at;
        return;
    }
    schedule.cron = options.cron;
    const auto rule = queues::rule_of(schedule);
    if (!rule) {
        problems.insert(problems.end(), rule.error().fields.begin(), rule.error().fields.end());
        return;
    }
    schedule.next_at = queues::next_time(*rule, now);
    if (!schedule.next_at) problems.push_back({"--cron", "such a day never comes"});
}

Result<queues::Schedule> read_schedule(const SchedulesOptions& options, const engine::RouteTable& routes) {
    Problems problems;
    queues::Schedule schedule;
    schedule.name = options.name;
    schedule.days = *queues::schedule_days_from(options.days);
    schedule.if_missed = *queues::if_missed_from(options.if_missed);
    schedule.grace = std::chrono::minutes(options.grace_minutes);
    schedule.type = options.type;
    schedule.subject = options.subject;
    schedule.changed_by = options.by;
    if (!is_name(options.name))
        problems.push_back({"name", "must be lower-case letters, digits and \"_\", at most 64, a letter first"});
    if (options.subject.size() > 500) problems.push_back({"--subject", "must be at most 500 bytes"});
    read_type(options, routes, problems);
    read_data(options, schedule, problems);
    read_time(options, schedule, problems);
    if (problems.empty()) return schedule;
    Error error{ErrorKind::invalid, "schedule.invalid", "the schedule was not saved"};
    error.fields = std::move(problems);
    return error;
}

// Shows a schedule after it was changed by `change`.
int change_schedule(const CommonOptions& common, const SchedulesOptions& options,
                    const std::function<Result<void>(queues::Schedule&)>& change) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        auto schedule = queues::find_schedule(unit_of_work, options.name);
        if (!schedule) return schedule.error();
        schedule->changed_by = options.by;
        if (auto changed = change(*schedule); !changed) return changed.error();
        if (auto saved = queues::save_schedule(unit_of_work, *schedule); !saved) return saved.error();
        return common.output.json ? show_json(*schedule, {}) : list_text({*schedule});
    });
}

}  // namespace

int list_schedules(const CommonOptions& common) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto schedules = queues::list_schedules(unit_of_work);
        return common.output.json ? list_json(schedules) : list_text(schedules);
    });
}

int show_schedule(const CommonOptions& common, const SchedulesOptions& options) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto schedule = queues::find_schedule(unit_of_work, options.name);
        if (!schedule) return schedule.error();
        const auto runs = queues::schedule_runs(unit_of_work, options.name, kRunsShown);
        return common.output.json ? show_json(*schedule, runs) : show_text(*schedule, runs);
    });
}

int set_schedule(const CommonOptions& common, const SchedulesOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto schedule = read_schedule(options, *configuration->routes);
    if (!schedule) return common.output.error(schedule.error());
    return print_answer(common, *configuration, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        if (auto saved = queues::save_schedule(unit_of_work, *schedule); !saved) return saved.error();
        return common.output.json ? show_json(*schedule, {}) : list_text({*schedule});
    });
}

int pause_schedule(const CommonOptions& common, const SchedulesOptions& options) {
    return change_schedule(common, options, [](queues::Schedule& schedule) {
        schedule.paused = true;
        return Result<void>::success();
    });
}

int resume_schedule(const CommonOptions& common, const SchedulesOptions& options) {
    return change_schedule(common, options, [](queues::Schedule& schedule) -> Result<void> {
        const auto rule = queues::rule_of(schedule);
        if (!rule) return rule.error();
        schedule.paused = false;
        // What passed meanwhile was not missed: somebody had said that it should not happen.
        const auto now = system_clock().wall();
        if (schedule.next_at && *schedule.next_at <= now) schedule.next_at = queues::next_time(*rule, now);
        return Result<void>::success();
    });
}

int remove_schedule(const CommonOptions& common, const SchedulesOptions& options) {
    if (!options.yes)
        return common.output.error({ErrorKind::invalid,
                                    "schedule.not_confirmed",
                                    "nothing was removed",
                                    std::nullopt,
                                    {{"--yes", "says that it is meant; \"schedules pause\" can be undone"}}});
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        if (auto removed = queues::remove_schedule(unit_of_work, options.name, options.by); !removed)
            return removed.error();
        return common.output.json ? "{\"removed\":\"" + options.name + "\"}"
                                  : "Removed " + options.name + "; its runs are kept.";
    });
}

}  // namespace hub::cli
