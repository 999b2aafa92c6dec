#include "queues/alarms/alarm_watch.hpp"

#include <atomic>
#include <deque>
#include <optional>

#include <pqxx/pqxx>

#include "queues/alarms/alarm_conditions.hpp"
#include "queues/alarms/alarm_messages.hpp"
#include "queues/database_session.hpp"
#include "queues/loop_thread.hpp"
#include "queues/outbox.hpp"
#include "queues/schedule/schedule_store.hpp"
#include "queues/worker_identity.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"
#include "router/runtime/wait.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;
using Calls = std::map<std::string, RouteCalls>;

constexpr milliseconds kRound{2'000};
constexpr std::chrono::seconds kRateSpan{60};
constexpr std::chrono::seconds kSteady{30};
constexpr std::chrono::seconds kLongestStop{2};
// Beside the lanes' positions and the removal of messages, which are the other keys of this class.
constexpr int kAlarmLock = 1'001;

// Numbers of calls that grow, as calls within the last minute.
class CallRates {
public:
    std::map<std::string, RouteRate> rates(Calls calls, MonotonicTime now) {
        while (samples_.size() > 1 && now - samples_.front().at > kRateSpan) samples_.pop_front();
        samples_.push_back({now, std::move(calls)});
        std::map<std::string, RouteRate> rates;
        const auto& before = samples_.front().calls;
        for (const auto& [route, count] : samples_.back().calls) {
            const auto found = before.find(route);
            const auto base = found == before.end() ? RouteCalls{} : found->second;
            rates[route] = {count.taken - base.taken, count.failed - base.failed};
        }
        return rates;
    }

private:
    struct Sample {
        MonotonicTime at;
        Calls calls;
    };
    std::deque<Sample> samples_;
};

// Why Redis does not take what is written to it; empty when it does, or when it can't be asked: that is a check of its
// own.
std::string redis_refusal(RedisConnection& redis) {
    const auto reply = redis.command({"SET", "hub:probe", "1", "EX", "60"});
    return reply && reply->is_error() ? reply->text : std::string();
}

}  // namespace

struct AlarmWatch::Machine {
    Machine(AlarmSettings all_settings, const Clock& injected_clock, std::shared_ptr<const RouteBook> book,
            std::function<LocalState()> local_look)
        : settings(std::move(all_settings)),
          clock(injected_clock),
          routes(std::move(book)),
          look(std::move(local_look)),
          database(settings.database, "alarms", clock),
          redis(settings.redis, clock),
          thread("alarms", [this] { return step(); }) {}

    milliseconds step();
    Result<void> round();
    WorkerReport report();
    void decide(pqxx::transaction_base& transaction);
    std::vector<Condition> conditions(pqxx::transaction_base& transaction, std::set<AlarmKind>& not_judged) const;
    std::vector<std::string> mail_routes() const;
    void tell() const;

    const AlarmSettings settings;
    const Clock& clock;
    const std::shared_ptr<const RouteBook> routes;
    const std::function<LocalState()> look;
    DatabaseSession database;
    RedisConnection redis;
    LastingConditions lasting;
    CallRates rates;
    std::vector<AlarmRecord> begun, ended;          // by the round under way
    std::optional<MonotonicTime> watching_since{};  // empty: the last round failed
    bool unwatched_told = false;                    // since the start
    std::atomic<bool> stopping{false};
    std::atomic<bool> withdrawn{false};
    LoopThread thread;  // last: its steps use everything above
};

milliseconds AlarmWatch::Machine::step() {
    if (stopping) {
        (void)database.run(
            [this](pqxx::transaction_base& transaction) { withdraw_report(transaction, settings.worker); });
        withdrawn = true;
        return kRound;
    }
    (void)round();
    return kRound;
}

WorkerReport AlarmWatch::Machine::report() {
    auto local = look();
    WorkerReport report;
    std::vector<Condition> failing;
    for (const auto& check : local.checks)
        if (!check.ok) failing.push_back({AlarmKind::failing_check, check.name, 1, check.detail, true});
    report.conditions = lasting.lasting(failing, clock.monotonic());
    report.conditions.insert(report.conditions.end(), local.conditions.begin(), local.conditions.end());
    if (const auto refusal = redis_refusal(redis); !refusal.empty())
        report.conditions.push_back({AlarmKind::redis_refusing, "redis", 1,
                                     "queued messages wait in PostgreSQL, nothing is lost; Redis says: " + refusal,
                                     true});
    report.checks = std::move(local.checks);
    report.rates = rates.rates(std::move(local.calls), clock.monotonic());
    report.taken_ago = std::move(local.taken_ago);
    report.sending = local.sending;
    return report;
}

Result<void> AlarmWatch::Machine::round() {
    const auto own = report();
    begun.clear();
    ended.clear();
    const auto reported = database.run([&](pqxx::transaction_base& transaction) {
        transaction.exec0("SET LOCAL synchronous_commit = off");
        write_report(transaction, settings.worker, own);
        metrics::number("hub_alarms_open")
            .store(transaction.exec1("SELECT count(*) FROM hub.alarm WHERE over_at IS NULL")[0].as<std::int64_t>());
    });
    auto done =
        reported ? database.run([this](pqxx::transaction_base& transaction) { decide(transaction); }) : reported;
    if (done) {
        if (!watching_since) log::info("alarms.watched", {{"worker", settings.worker.unique}});
        watching_since = watching_since.value_or(clock.monotonic());
        tell();
        return done;
    }
    if (watching_since || !unwatched_told)
        log::warning(
            "alarms.unwatched",
            {{"code", done.error().code}, {"detail", done.error().detail}, {"conditions", own.conditions.size()}});
    watching_since.reset();
    unwatched_told = true;
    return done;
}

std::vector<std::string> AlarmWatch::Machine::mail_routes() const {
    std::vector<std::string> ids;
    for (const char* type : {kAlarmBegan, kAlarmOver})
        for (const auto& route : routes->taking(type)) ids.push_back(route->id);
    return ids;
}

std::vector<Condition> AlarmWatch::Machine::conditions(pqxx::transaction_base& transaction,
                                                       std::set<AlarmKind>& not_judged) const {
    auto found = troubled_deliveries(transaction, mail_routes());
    not_judged = std::move(found.not_judged);
    auto all = std::move(found.conditions);
    const auto add = [&all](std::vector<Condition> more) {
        for (auto& condition : more) all.push_back(std::move(condition));
    };
    add(missed_schedules(transaction));
    add(reported_conditions(transaction));
    // After PostgreSQL was away nobody has been able to report.
    if (watching_since && clock.monotonic() - *watching_since > kSteady) add(silent_workers(transaction));
    return all;
}

void AlarmWatch::Machine::decide(pqxx::transaction_base& transaction) {
    if (!transaction.exec_params1("SELECT pg_try_advisory_xact_lock($1::int, $2::int)", kReconcilerLocks, kAlarmLock)[0]
             .as<bool>())
        return;
    std::set<AlarmKind> not_judged;
    const auto present = conditions(transaction, not_judged);
    const auto open = open_alarms(transaction);
    const auto changes = judge(open, past_alarms(transaction), present, not_judged, server_time(transaction));
    begun = begin_alarms(transaction, changes.begin, settings.mail_to);
    mark_seen(transaction, changes.seen);
    ended = end_alarms(transaction, changes.over);
    auto messages = alarm_messages(kAlarmBegan, begun, clock);
    for (auto& message : alarm_messages(kAlarmOver, ended, clock)) messages.push_back(std::move(message));
    // They carry no times of their own that the outbox could refuse.
    if (!messages.empty()) (void)make_outbox_writer(routes)(transaction, messages);
    if (!ended.empty()) forget_old_alarms(transaction);
    forget_old_reports(transaction);
}

void AlarmWatch::Machine::tell() const {
    for (const auto& alarm : begun)
        log::warning("alarm.began",
                     {{"alarm", alarm.id}, {"kind", alarm.kind}, {"subject", alarm.subject}, {"detail", alarm.detail}});
    for (const auto& alarm : ended)
        log::info("alarm.over", {{"alarm", alarm.id}, {"kind", alarm.kind}, {"subject", alarm.subject}});
}

AlarmWatch::AlarmWatch(AlarmSettings settings, const Clock& clock, std::shared_ptr<const RouteBook> routes,
                       std::function<LocalState()> look)
    : machine_(std::make_unique<Machine>(std::move(settings), clock, std::move(routes), std::move(look))) {}

AlarmWatch::~AlarmWatch() {
    machine_->thread.request_stop();
    if (machine_->thread.finished()) return;
    machine_->database.interrupt();
    machine_->redis.interrupt();
}

void AlarmWatch::start() { machine_->thread.start(); }

boost::asio::awaitable<void> AlarmWatch::stop() {
    const auto limit = Deadline::after(machine_->clock, kLongestStop);
    machine_->stopping = true;
    machine_->thread.wake();
    while (!machine_->withdrawn && !limit.passed(machine_->clock)) co_await runtime::sleep_for(milliseconds(5));
    machine_->thread.request_stop();
}

Result<void> AlarmWatch::look_once() { return machine_->round(); }

}  // namespace hub::queues
