#include "router/cli/compose_alarms.hpp"

#include <unistd.h>

#include "router/cli/database_access.hpp"
#include "router/core/metrics.hpp"
#include "router/supervisor/death_record.hpp"

namespace hub::cli {
namespace {

using namespace std::chrono_literals;

// A worker that lives for so long after a death is well again.
constexpr auto kWellAgain = 60s;

std::string host_name() {
    char name[256] = {};
    gethostname(name, sizeof(name) - 1);
    return name;
}

queues::AlarmSettings alarm_settings(const Settings& settings, const std::string& worker_name, const std::string& host,
                                     const queues::DeliveryRuntime& deliveries) {
    return {application_database(settings),
            {settings.redis_host, settings.redis_port},
            {deliveries.worker_name(), worker_name, host, static_cast<int>(getpid())},
            settings.alarm_mail_to};
}

std::int64_t direct_count(const std::string& route, const char* outcome) {
    return metrics::number("hub_direct_total", "route=\"" + route + "\",outcome=\"" + outcome + "\"");
}

}  // namespace

Alarms::Alarms(const Configuration& configuration, const std::string& worker_name, int deaths_descriptor,
               const Clock& clock, std::shared_ptr<const queues::RouteBook> routes,
               const queues::DeliveryRuntime& deliveries, const engine::Dispatcher& dispatcher, const Health& health)
    : host_(host_name()),
      deaths_descriptor_(deaths_descriptor),
      clock_(clock),
      table_(configuration.routes),
      deliveries_(deliveries),
      dispatcher_(dispatcher),
      health_(health),
      watch_(alarm_settings(configuration.settings, worker_name, host_, deliveries), clock, std::move(routes),
             [this] { return look(); }) {}

void Alarms::start(runtime::TaskGroup& tasks, boost::asio::any_io_executor executor) {
    pause_ = std::make_unique<runtime::AsyncEvent>(executor);
    tasks.spawn("alarm state", note_again_and_again());
    watch_.start();
}

boost::asio::awaitable<void> Alarms::stop() {
    stopping_ = true;
    if (pause_) pause_->notify();
    return watch_.stop();
}

boost::asio::awaitable<void> Alarms::note_again_and_again() {
    while (!stopping_) {
        note();
        co_await pause_->wait_for(1s);
    }
}

void Alarms::note() {
    auto withheld = dispatcher_.withheld();
    const std::lock_guard lock(mutex_);
    states_ = health_.states();
    withheld_ = std::move(withheld);
}

std::vector<queues::Condition> Alarms::deaths() const {
    std::vector<queues::Condition> conditions;
    for (const auto& deaths : supervisor::DeathRecord::read(deaths_descriptor_)) {
        if (clock_.monotonic() - deaths.last > kWellAgain) continue;
        const auto times = std::to_string(deaths.in_a_row) + (deaths.in_a_row == 1 ? " time" : " times");
        conditions.push_back({queues::AlarmKind::worker_restarting,
                              host_ + " worker-" + std::to_string(deaths.index + 1), deaths.in_a_row,
                              "died " + times + " in a row, last by " + deaths.how + ", and was started again", true});
    }
    return conditions;
}

std::map<std::string, queues::RouteCalls> Alarms::calls() const {
    auto calls = deliveries_.calls().calls();
    for (const auto& route : table_->routes()) {
        if (route.mode != engine::Mode::direct) continue;
        calls[route.id] = {direct_count(route.id, "answered") + direct_count(route.id, "fallback"),
                           direct_count(route.id, "failed") + direct_count(route.id, "withheld")};
    }
    return calls;
}

queues::LocalState Alarms::look() const {
    queues::LocalState local;
    for (const auto& check : deliveries_.checks()) local.checks.push_back({check.name, check.ok, check.detail});
    local.conditions = deaths();
    for (const auto& trouble : deliveries_.calls().troubles())
        local.conditions.push_back({queues::AlarmKind::provider_refusing, trouble.connector, trouble.in_a_row,
                                    trouble.detail, true, trouble.since_last});
    local.taken_ago = deliveries_.calls().taken_ago();
    local.calls = calls();
    local.sending = static_cast<std::int64_t>(deliveries_.sending());
    const std::lock_guard lock(mutex_);
    for (const auto& state : states_)
        if (state.looked_at) local.checks.push_back({state.name, state.ok, state.detail});
    for (const auto& connector : withheld_)
        local.conditions.push_back({queues::AlarmKind::provider_refusing, connector, 1,
                                    "keeps failing questions, which are answered without it where they can be", true});
    return local;
}

}  // namespace hub::cli
