// What the delivery machinery of two workers carries (here in one process), on real PostgreSQL and Redis with their safe
// settings.
//   delivery_benchmark [PENDING...]   how many bulk messages wait at the beginning of each line (10000 100000)
// One line of JSON each: rates a second, how long urgent messages took from their commit to the sink while the bulk
// ones were under way, and the most memory that this process (with the machinery) and Redis have had since the first
// line.
#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <future>
#include <iostream>
#include <map>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <pqxx/pqxx>

#include "connectors/passport_db/migrations.hpp"
#include "queues/database_session.hpp"
#include "queues/delivery_runtime.hpp"
#include "queues/outbox.hpp"
#include "queues/redis_connection.hpp"
#include "tests/support/servers.hpp"

namespace hub::queues {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kTransaction = 1'000;  // messages published together
constexpr std::size_t kCounted = 50'000;     // deliveries of a line at most
constexpr int kUrgent = 20;
constexpr int kWorkers = 2;  // as config/up starts

SteadyTime now() { return std::chrono::steady_clock::now(); }
// The number behind a name in a text of "name: number" lines.
double number_behind(const std::string& name, const std::string& text) {
    const auto at = text.find(name);
    if (at == text.npos) throw std::runtime_error("there is no " + name);
    return std::stod(text.substr(text.find_first_of("0123456789", at)));
}

// Mebibytes.
double own_peak() {
    std::ifstream status("/proc/self/status");
    return number_behind("VmHWM", std::string(std::istreambuf_iterator<char>(status), {})) / 1024;
}

double seconds_since(SteadyTime begin) { return std::chrono::duration<double>(now() - begin).count(); }

// Takes everything at once and remembers when the urgent ones came.
class TakingSink final : public Sink {
public:
    asio::awaitable<Result<Receipt>> deliver(Message message, Delivery) override {
        {
            const std::lock_guard lock(mutex_);
            ++taken_;
            if (message.type == "test.urgent") urgent_[message.id] = now();
        }
        changed_.notify_all();
        co_return Receipt{message.id, nullptr};
    }
    asio::awaitable<Result<void>> check(Deadline) override { co_return Result<void>::success(); }

    std::size_t taken() const {
        const std::lock_guard lock(mutex_);
        return taken_;
    }
    void await_taken(std::size_t count) const {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return taken_ >= count; });
    }
    // When the urgent message came.
    SteadyTime await_urgent(const std::string& id) const {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return urgent_.contains(id); });
        return urgent_.at(id);
    }

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::size_t taken_ = 0;
    std::map<std::string, SteadyTime> urgent_;
};

QueuedRoute route(const std::string& type, Lane lane) {
    QueuedRoute made;
    made.id = type;
    made.type = type;
    made.connector = "test";
    made.lane = lane;
    made.retry = {5, milliseconds(1'000), milliseconds(60'000)};
    return made;
}

class Bench {
public:
    Bench()
        : servers_(test::Servers::shared()),
          book_(std::make_shared<RouteBook>(
              std::vector<QueuedRoute>{route("test.bulk", Lane::bulk), route("test.urgent", Lane::urgent)})),
          guard_(asio::make_work_guard(context_)) {
        const auto migrated = passport_db::migrate(servers_.owner());
        if (!migrated) throw std::runtime_error(migrated.error().detail);
        thread_ = std::thread([this] { context_.run(); });
    }
    ~Bench() {
        guard_.reset();
        thread_.join();
    }

    void line(std::size_t pending);

private:
    void publish(std::size_t count, const std::string& type, std::string* last = nullptr);
    void begin_anew();
    double redis_peak() const;
    std::vector<double> urgent_while_bulk(TakingSink& sink, std::size_t until);
    void stop(DeliveryRuntime& runtime);

    test::Servers& servers_;
    std::shared_ptr<RouteBook> book_;
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> guard_;
    std::thread thread_;
};

// Mebibytes.
double Bench::redis_peak() const {
    RedisConnection redis({"127.0.0.1", servers_.redis_port()}, system_clock());
    const auto answer = redis.command({"INFO", "memory"});
    if (!answer) throw std::runtime_error("Redis is away");
    return number_behind("used_memory_peak", answer->text) / (1024 * 1024);
}

void Bench::begin_anew() {
    DatabaseSession database(servers_.owner(), "bench", system_clock());
    const auto emptied = database.run([](pqxx::transaction_base& transaction) {
        transaction.exec("TRUNCATE hub.message, hub.delivery_event, hub.worker CASCADE");
    });
    if (!emptied) throw std::runtime_error(emptied.error().detail);
    RedisConnection redis({"127.0.0.1", servers_.redis_port()}, system_clock());
    if (!redis.command({"FLUSHALL"})) throw std::runtime_error("Redis is away");
}

// `last`: where the id of the last one is kept.
void Bench::publish(std::size_t count, const std::string& type, std::string* last) {
    runtime::Database database(servers_.application(), system_clock(), make_outbox_writer(book_));
    const std::string data = "{\"text\":\"" + std::string(280, 'x') + "\"}";
    for (std::size_t left = count; left > 0; left -= std::min(left, kTransaction)) {
        const auto done = database.run_here(
            [&](UnitOfWork& unit_of_work) {
                for (std::size_t index = 0; index < std::min(left, kTransaction); ++index) {
                    auto message = make_message(system_clock(), "/bench", type, data);
                    if (last) *last = message.id;
                    unit_of_work.publish(std::move(message));
                }
                return Result<void>::success();
            },
            Deadline::after(system_clock(), std::chrono::seconds(60)));
        if (!done) throw std::runtime_error(done.error().detail);
    }
}

// Milliseconds from the commit of an urgent message to the sink, one after the other.
std::vector<double> Bench::urgent_while_bulk(TakingSink& sink, std::size_t until) {
    std::vector<double> waits;
    while (static_cast<int>(waits.size()) < kUrgent && sink.taken() < until) {
        std::string id;
        publish(1, "test.urgent", &id);
        const auto committed = now();
        const auto arrived = sink.await_urgent(id);
        waits.push_back(std::max(0.0, std::chrono::duration<double, std::milli>(arrived - committed).count()));
    }
    return waits;
}

void Bench::stop(DeliveryRuntime& runtime) {
    std::promise<void> stopped;
    asio::co_spawn(context_, runtime.stop(Deadline::after(system_clock(), std::chrono::seconds(30))),
                   [&](std::exception_ptr, bool) { stopped.set_value(); });
    stopped.get_future().get();
}

void Bench::line(std::size_t pending) {
    begin_anew();
    auto begin = now();
    publish(pending, "test.bulk");
    const double accepted = static_cast<double>(pending) / seconds_since(begin);

    TakingSink sink;
    std::vector<std::unique_ptr<DeliveryRuntime>> runtimes;
    for (int index = 0; index < kWorkers; ++index)
        runtimes.push_back(std::make_unique<DeliveryRuntime>(
            DeliverySettings{
                servers_.application(), {"127.0.0.1", servers_.redis_port()}, "bench:" + std::to_string(index)},
            system_clock(), book_, QueuedTargets{{{"test", &sink}}, {}}, context_.get_executor()));
    const auto count = std::min(pending, kCounted);
    // The first tenth is the way into it: sessions open, statements are planned, streams fill.
    const auto first = count / 10;
    for (auto& runtime : runtimes) runtime->start();
    sink.await_taken(first);
    begin = now();
    const auto waits = urgent_while_bulk(sink, count / 2);
    sink.await_taken(count);
    const double delivered = static_cast<double>(count - first) / seconds_since(begin);
    for (auto& runtime : runtimes) stop(*runtime);

    auto sorted = waits;
    std::sort(sorted.begin(), sorted.end());
    std::printf(
        "{\"pending\":%zu,\"accepted_per_second\":%.0f,\"delivered_per_second\":%.0f,\"urgent\":%zu,"
        "\"urgent_median_ms\":%.1f,\"urgent_longest_ms\":%.1f,\"peak_mebibytes\":%.0f,\"redis_peak_mebibytes\":%.0f}\n",
        pending, accepted, delivered, sorted.size(), sorted.empty() ? -1 : sorted[sorted.size() / 2],
        sorted.empty() ? -1 : sorted.back(), own_peak(), redis_peak());
    std::fflush(stdout);
}

}  // namespace
}  // namespace hub::queues

int main(int count, char** arguments) try {
    std::vector<std::size_t> pending;
    for (int index = 1; index < count; ++index) pending.push_back(std::stoull(arguments[index]));
    if (pending.empty()) pending = {10'000, 100'000};
    hub::queues::Bench bench;
    for (const auto number : pending) bench.line(number);
    return 0;
} catch (const std::exception& error) {
    std::cerr << "delivery_benchmark: " << error.what() << '\n';
    return 1;
}
