#include <iostream>

#include <boost/asio/co_spawn.hpp>

#include "queues/redis_connection.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/hub.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> look_at_all(std::vector<HealthCheck> checks, std::vector<HealthState>& states) {
    for (const auto& check : checks) {
        const auto deadline = Deadline::after(system_clock(), check.longest);
        auto look = check.look(deadline);
        const auto result = co_await runtime::within<void>(deadline, std::move(look));
        states.push_back({check.name, result.ok(), result ? "ok" : result.error().detail});
    }
}

HealthState redis_state(const Settings& settings) {
    queues::RedisConnection connection({settings.redis_host, settings.redis_port}, system_clock());
    const auto answer = connection.command({"PING"});
    return {"redis", answer.ok(), answer ? "ok" : answer.error().detail};
}

std::string states_json(const std::vector<HealthState>& states, bool all_ok) {
    json::Writer writer;
    writer.begin_object();
    writer.member("ok", all_ok);
    writer.key("checks");
    writer.begin_array();
    for (const auto& state : states) {
        writer.begin_object();
        writer.member("name", state.name);
        writer.member("ok", state.ok);
        writer.member("detail", state.detail);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

int check_online(const CommonOptions& common, const Configuration& configuration) {
    http::initialise_http_threads(2);
    asio::io_context context(1);
    auto hub = Hub::make(configuration, "check", context);
    if (!hub) return common.output.error(hub.error());
    (*hub)->read_catalog_once();
    std::vector<HealthState> states{redis_state(configuration.settings)};
    asio::co_spawn(context, look_at_all((*hub)->health_checks(), states), [](std::exception_ptr) {});
    context.run_for(std::chrono::seconds(60));
    bool all_ok = true;
    for (const auto& state : states) all_ok = all_ok && state.ok;
    if (common.output.json) {
        common.output.line(states_json(states, all_ok));
    } else {
        for (const auto& state : states) common.output.line((state.ok ? "ok      " : "FAILED  ") + state.name + ": " + state.detail);
    }
    std::cout.flush();
    // A thread may hang in a library call to a frozen server; nothing here needs unwinding.
    std::quick_exit(all_ok ? kSuccess : kFailed);
}

}  // namespace

int check(const CommonOptions& common, bool offline) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    if (!offline) return check_online(common, *configuration);
    if (const auto whole = Hub::can_be_made(*configuration); !whole) return common.output.error(whole.error());
    common.output.line(common.output.json ? R"({"ok":true,"checks":[]})" : "The configuration is valid.");
    return kSuccess;
}

}  // namespace hub::cli
