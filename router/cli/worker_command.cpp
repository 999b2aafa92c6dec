#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "router/cli/commands.hpp"
#include "router/cli/hub.hpp"
#include "router/cli/mail_access.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/runtime/wait.hpp"

namespace hub::cli {
namespace {

namespace asio = boost::asio;

// What still runs some time after the drain should have ended waits for something that may never come.
asio::awaitable<void> leave_after(std::chrono::milliseconds time) {
    co_await runtime::sleep_for(time);
    log::warning("worker.left_early");
    std::quick_exit(kFailed);
}

asio::awaitable<void> run_until_told_to_stop(Hub& hub, std::chrono::seconds drain) {
    const auto executor = co_await asio::this_coro::executor;
    asio::signal_set signals(executor, SIGTERM, SIGINT, SIGQUIT);
    const int signal = co_await signals.async_wait(asio::use_awaitable);
    HUB_FAILPOINT("K29.after");
    log::info("worker.draining");
    asio::co_spawn(executor, leave_after(drain + std::chrono::seconds(2)), asio::detached);
    const auto leaving = signal == SIGQUIT ? Hub::Leaving::alone : Hub::Leaving::with_all;
    const bool complete = co_await hub.drain(leaving, Deadline::after(system_clock(), drain));
    log::info("worker.drained", {{"complete", complete ? "yes" : "no"}});
    // Threads may be inside a library call that a frozen server never ends, and can't be abandoned. Everything that
    // matters is durable or was answered, so the process leaves without unwinding.
    std::quick_exit(complete ? kSuccess : kFailed);
}

// SIGUSR1 is blocked until here, so that one which comes early waits and ends nothing.
asio::awaitable<void> reopen_log_when_told(std::string path) {
    const auto executor = co_await asio::this_coro::executor;
    asio::signal_set signals(executor, SIGUSR1);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    pthread_sigmask(SIG_UNBLOCK, &blocked, nullptr);
    for (;;) {
        co_await signals.async_wait(asio::use_awaitable);
        if (!path.empty()) log::reopen(path);
        HUB_FAILPOINT("K30.after");
    }
}

void say_ready(int descriptor) {
    const char byte = '1';
    if (write(descriptor, &byte, 1) != 1) log::warning("worker.ready_unsaid");
    close(descriptor);
}

}  // namespace

int worker(const CommonOptions& common, const WorkerOptions& options) {
    http::initialise_http_threads(2);
    const auto name = "worker-" + std::to_string(options.index);
    log::configure(log::Level::info, name);
    prctl(PR_SET_NAME, "passport-hub");  // also when it was not run by its path
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    asio::io_context context(1);
    auto hub = Hub::make(*configuration, name, context, options.changes);
    if (!hub) return common.output.error(hub.error());
    HUB_FAILPOINT("K29.inside");
    if (auto started =
            (*hub)->start(options.public_descriptor, options.operations_descriptor, options.deaths_descriptor);
        !started)
        return common.output.error(started.error());
    say_ready(options.ready_descriptor);
    const std::chrono::seconds drain(configuration->settings.drain_seconds);
    asio::co_spawn(context, run_until_told_to_stop(**hub, drain), [](std::exception_ptr thrown) {
        if (thrown) std::quick_exit(kFailed);
    });
    asio::co_spawn(context, reopen_log_when_told(options.log_file), asio::detached);
    context.run();
    return kFailed;  // the drain leaves the process; running out of work is a bug
}

}  // namespace hub::cli
