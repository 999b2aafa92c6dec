#include "queues/delivery_runtime.hpp"

#include <algorithm>
#include <mutex>

#include <pqxx/transaction_base>

#include "queues/message_removal.hpp"
#include "queues/outbox.hpp"
#include "queues/pause_exchange.hpp"
#include "queues/reconciler.hpp"
#include "queues/relay.hpp"
#include "queues/safety_check.hpp"
#include "queues/schedule/scheduler.hpp"
#include "router/core/log.hpp"
#include "router/runtime/wait.hpp"

namespace hub::queues {
namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kSafetyRound{60'000};

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const auto& sentence : sentences) text += (text.empty() ? "" : "; ") + sentence;
    return text;
}

}  // namespace

struct DeliveryRuntime::Machine {
    Machine(DeliverySettings settings, const Clock& injected_clock, std::shared_ptr<const RouteBook> book,
            QueuedTargets queued_targets, asio::any_io_executor executor, Random random);

    void start();
    void interrupt();
    void request_stop();
    bool threads_finished() const;
    milliseconds bring_on();
    milliseconds watch();
    void count_workers();

    const Clock& clock;
    const std::shared_ptr<const RouteBook> routes;
    const QueuedTargets targets;
    SendingPlaces places;
    WorkerIdentity identity;
    DatabaseSession relay_database, consumer_database, writer_database, reconciler_database;
    RedisConnection relay_redis, consumer_redis, writer_redis, reconciler_redis;
    LaneStreams relay_streams, consumer_streams, writer_streams, reconciler_streams;
    FlowControl flow;
    PauseExchange pauses;
    SharedTokens tokens;
    RateControl rates;
    OutcomeWriter outcomes;
    Sender sender;
    Relay relay;
    Reconciler reconciler;
    Scheduler scheduler;
    MessageRemoval removal;
    Consumer consumer;
    mutable std::mutex mutex;
    std::vector<std::string> unsafe;   // under mutex
    MonotonicTime last_watch{};
    // Last: their steps use everything above. Each is listed in threads() too.
    LoopThread identity_thread, writer_thread, relay_thread, reconciler_thread, consumer_thread;

    std::vector<LoopThread*> threads() {
        return {&identity_thread, &writer_thread, &relay_thread, &reconciler_thread, &consumer_thread};
    }
};

DeliveryRuntime::Machine::Machine(DeliverySettings settings, const Clock& injected_clock,
                                  std::shared_ptr<const RouteBook> book, QueuedTargets queued_targets,
                                  asio::any_io_executor executor, Random random)
    : clock(injected_clock),
      routes(std::move(book)),
      targets(std::move(queued_targets)),
      identity(settings.database, settings.worker_name, clock),
      relay_database(settings.database, "relay", clock, kOutboxChannel),
      consumer_database(settings.database, "consumer", clock),
      writer_database(settings.database, "outcomes", clock),
      reconciler_database(settings.database, "reconciler", clock),
      relay_redis(settings.redis, clock),
      consumer_redis(settings.redis, clock),
      writer_redis(settings.redis, clock),
      reconciler_redis(settings.redis, clock),
      relay_streams(relay_redis),
      consumer_streams(consumer_redis),
      writer_streams(writer_redis),
      reconciler_streams(reconciler_redis),
      flow(clock),
      pauses(relay_redis, *routes, flow),
      tokens(consumer_redis),
      rates(tokens, clock),
      outcomes(writer_database, writer_streams, places, identity.name()),
      sender(std::move(executor), clock, identity, flow, outcomes, random),
      relay(relay_database, relay_streams, *routes, flow, rates),
      reconciler(reconciler_database, reconciler_streams, *routes, identity, clock, random),
      scheduler(reconciler_database, routes, clock),
      removal(reconciler_database, settings.retention, clock),
      consumer({consumer_database, consumer_streams, places, identity, *routes, targets, flow, rates, outcomes, sender,
                clock,
                [this] {
                    reconciler.streams_lost();
                    reconciler_thread.wake();
                }}),
      identity_thread("identity", [this] { return identity.step(); }),
      writer_thread("outcomes", [this] { return outcomes.step(); }),
      relay_thread("relay", [this] { return bring_on(); }),
      reconciler_thread("reconciler", [this] { return watch(); }),
      consumer_thread("consumer", [this] { return consumer.step(); }) {
    outcomes.set_wake([this] { writer_thread.wake(); });
}

milliseconds DeliveryRuntime::Machine::bring_on() {
    pauses.step();
    return relay.step();
}

// Only for routes with a rate, should Redis go away.
void DeliveryRuntime::Machine::count_workers() {
    const auto all = routes->all();
    if (std::none_of(all->begin(), all->end(), [](const auto& entry) { return entry.second->rate.has_value(); }))
        return;
    int workers = 0;
    const auto done =
        reconciler_database.run([&](pqxx::transaction_base& transaction) { workers = live_workers(transaction); });
    if (done && workers > 0) rates.set_workers(workers);
}

milliseconds DeliveryRuntime::Machine::watch() {
    (void)scheduler.step();  // without a database its time comes later
    const auto pause = reconciler.step();
    removal.step();
    count_workers();
    if (last_watch == MonotonicTime{} || clock.monotonic() - last_watch > kSafetyRound) {
        auto of_database = unsafe_database_settings(reconciler_database);
        const auto of_redis = unsafe_redis_settings(reconciler_redis);
        if (of_database && of_redis) {
            for (const auto& problem : *of_redis) of_database->push_back(problem);
            last_watch = clock.monotonic();
            const std::lock_guard lock(mutex);
            unsafe = std::move(*of_database);
        }
    }
    return pause;
}

void DeliveryRuntime::Machine::start() {
    for (auto* thread : threads()) thread->start();
}

void DeliveryRuntime::Machine::interrupt() {
    for (auto* database : {&relay_database, &consumer_database, &writer_database, &reconciler_database}) database->interrupt();
    for (auto* redis : {&relay_redis, &consumer_redis, &writer_redis, &reconciler_redis}) redis->interrupt();
    identity.interrupt();
}

void DeliveryRuntime::Machine::request_stop() {
    for (auto* thread : threads()) thread->request_stop();
}

bool DeliveryRuntime::Machine::threads_finished() const {
    return identity_thread.finished() && writer_thread.finished() && relay_thread.finished() &&
           reconciler_thread.finished() && consumer_thread.finished();
}

DeliveryRuntime::DeliveryRuntime(DeliverySettings settings, const Clock& clock, std::shared_ptr<const RouteBook> routes,
                                 QueuedTargets targets, asio::any_io_executor executor, Random random)
    : machine_(std::make_unique<Machine>(std::move(settings), clock, std::move(routes), std::move(targets),
                                         std::move(executor), std::move(random))) {}

DeliveryRuntime::~DeliveryRuntime() {
    machine_->request_stop();
    if (!machine_->threads_finished()) machine_->interrupt();
}

void DeliveryRuntime::start() { machine_->start(); }

void DeliveryRuntime::stop_taking() {
    machine_->consumer.stop_taking();
    machine_->sender.call_off();
    machine_->consumer_thread.request_stop();
    machine_->relay_thread.request_stop();
    // The consumer may be waiting for Redis; nothing of its work there needs an answer any more.
    machine_->consumer_redis.interrupt();
}

asio::awaitable<bool> DeliveryRuntime::stop(Deadline deadline) {
    Machine& machine = *machine_;
    stop_taking();
    const auto waits = [&machine, deadline] { return !deadline.passed(machine.clock); };
    while (!machine.consumer_thread.finished() && waits()) co_await runtime::sleep_for(milliseconds(5));

    bool finished = co_await machine.sender.join(deadline);
    while (!machine.outcomes.idle() && waits()) co_await runtime::sleep_for(milliseconds(5));
    finished = finished && machine.outcomes.idle() && machine.consumer_thread.finished();
    if (!finished) {
        log::warning("delivery.stopped_early", {{"sending", machine.places.used()}});
        for (const auto& name : machine.sender.running()) log::warning("delivery.under_way", {{"task", name}});
    }

    machine.request_stop();
    while (!machine.threads_finished() && waits()) co_await runtime::sleep_for(milliseconds(5));
    // What still waits for a server that does not answer is cut off; each then ends within its own limits.
    if (!machine.threads_finished()) machine.interrupt();
    while (!machine.threads_finished()) co_await runtime::sleep_for(milliseconds(20));
    if (finished) machine.identity.release();
    co_return finished;
}

std::vector<DeliveryCheck> DeliveryRuntime::checks() const {
    const bool redis = machine_->relay_redis.connected() && machine_->consumer_redis.connected();
    const auto worker = machine_->identity.current();
    std::string problems;
    {
        const std::lock_guard lock(machine_->mutex);
        problems = joined(machine_->unsafe);
    }
    return {{"redis", redis, redis ? "connected" : "away: queued messages wait in PostgreSQL"},
            {"delivery_worker", worker != 0,
             worker != 0 ? machine_->identity.name() + " is worker " + std::to_string(worker)
                         : "no session with PostgreSQL: nothing queued is sent by this process"},
            {"delivery_settings", problems.empty(), problems.empty() ? "safe" : problems}};
}

const std::string& DeliveryRuntime::worker_name() const { return machine_->identity.name(); }

int DeliveryRuntime::workers() const { return machine_->rates.workers(); }

const CallRecord& DeliveryRuntime::calls() const { return machine_->sender.record(); }

std::size_t DeliveryRuntime::sending() const { return machine_->places.used(); }

}  // namespace hub::queues
