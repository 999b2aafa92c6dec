#include "router/cli/health.hpp"

#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::cli {

Health::Health(std::vector<HealthCheck> checks, const Clock& clock) : checks_(std::move(checks)), clock_(clock) {
    for (const auto& check : checks_) states_.push_back({check.name, false, "not looked at yet", false});
}

void Health::start(runtime::TaskGroup& tasks, boost::asio::any_io_executor executor) {
    for (std::size_t index = 0; index < checks_.size(); ++index) {
        pauses_.push_back(std::make_unique<runtime::AsyncEvent>(executor));
        tasks.spawn("health " + checks_[index].name, watch(index));
    }
}

void Health::stop() {
    stopping_ = true;
    for (const auto& pause : pauses_) pause->notify();
}

boost::asio::awaitable<void> Health::watch(std::size_t index) {
    const auto& check = checks_[index];
    auto& gauge = metrics::number("hub_health_ok", "check=\"" + check.name + "\"");
    while (!stopping_) {
        const auto deadline = Deadline::after(clock_, check.longest);
        auto look = check.look(deadline);
        const auto result = co_await runtime::within<void>(deadline, std::move(look));
        auto& state = states_[index];
        const bool ok = result.ok();
        if (ok != state.ok)
            log::write(ok ? log::Level::info : log::Level::warning, ok ? "health.recovered" : "health.failing",
                       {{"check", check.name}, {"detail", ok ? std::string("ok") : result.error().detail}});
        state.looked_at = true;
        state.ok = ok;
        state.detail = ok ? "ok" : result.error().detail;
        gauge.store(ok ? 1 : 0);
        co_await pauses_[index]->wait_for(check.interval);
    }
}

}  // namespace hub::cli
