#include "queues/schedule/scheduler.hpp"

#include <pqxx/transaction_base>

#include "queues/outbox.hpp"
#include "queues/schedule/schedule_store.hpp"
#include "router/core/log.hpp"
#include "router/core/message.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kBatch = 50;

Message message_of(const Schedule& schedule, const Clock& clock) {
    auto message = make_message(clock, "/queues/schedule", schedule.type, schedule.data);
    message.subject = schedule.subject.empty() ? "schedule/" + schedule.name : schedule.subject;
    return message;
}

}  // namespace

// What is told once it is true.
struct Scheduler::Report {
    std::string schedule;
    std::string problem;  // why it was paused
    ScheduleDecision decision;

    void tell() const {
        if (!problem.empty()) {
            log::error("schedule.broken", {{"schedule", schedule}, {"problem", problem}});
            metrics::number("hub_schedules_broken_total").fetch_add(1);
            return;
        }
        if (decision.fires) metrics::number("hub_schedules_fired_total").fetch_add(1);
        if (decision.missed == 0 && !decision.late) return;
        metrics::number("hub_schedule_times_missed_total").fetch_add(static_cast<std::int64_t>(decision.missed));
        log::warning("schedule.missed", {{"schedule", schedule},
                                         {"due", to_rfc3339(decision.due)},
                                         {"missed", decision.missed},
                                         {"outcome", decision.fires ? "fired late" : "skipped"}});
    }
};

Scheduler::Scheduler(DatabaseSession& database, std::shared_ptr<const RouteBook> routes, const Clock& clock)
    : database_(database), routes_(std::move(routes)), clock_(clock) {}

Scheduler::Report Scheduler::decide_about(pqxx::transaction_base& transaction, const Schedule& schedule,
                                          WallTime now) const {
    const auto rule = rule_of(schedule);
    if (!rule) {
        pause(transaction, schedule.name);
        return {schedule.name, rule.error().detail, {}};
    }
    const auto decision = decide(*rule, *schedule.next_at, now);
    if (!decision) return {schedule.name, "", {}};
    const auto message = message_of(schedule, clock_);
    const bool first = record_run(transaction, schedule.name, *decision, decision->fires ? message.id : "");
    // It carries no time of its own that the outbox could refuse.
    if (first && decision->fires) (void)make_outbox_writer(routes_)(transaction, {message});
    set_next(transaction, schedule.name, decision->next);
    forget_old_runs(transaction, schedule.name);
    return {schedule.name, "", first ? *decision : ScheduleDecision{}};
}

Result<void> Scheduler::step() {
    std::vector<Report> reports;
    const auto done = database_.run([&](pqxx::transaction_base& transaction) {
        const auto due = due_schedules(transaction, kBatch);
        if (due.empty()) return;
        const auto now = server_time(transaction);
        for (const auto& schedule : due) reports.push_back(decide_about(transaction, schedule, now));
    });
    if (!done) {
        if (done.error().kind != ErrorKind::transient)
            log::error("schedule.failed", {{"code", done.error().code}, {"detail", done.error().detail}});
        return done;
    }
    for (const auto& report : reports) report.tell();
    return done;
}

}  // namespace hub::queues
