#include "router/engine/dispatcher.hpp"

#include <optional>
#include <unordered_map>

#include <boost/asio/this_coro.hpp>

#include "router/core/breaker.hpp"
#include "router/core/metrics.hpp"
#include "router/engine/direct_dispatch.hpp"
#include "router/runtime/wait.hpp"

namespace hub::engine {
namespace asio = boost::asio;

// A direct route with everything looked up beforehand: a question costs one hash and no further search.
struct Dispatcher::BoundRoute {
    const Route* route = nullptr;
    Handler* handler = nullptr;
    Sink* connector = nullptr;
    Sink* fallback = nullptr;
    std::shared_ptr<Breaker> breaker;  // shared with the table before and after
    metrics::Number& answered;
    metrics::Number& fell_back;
    metrics::Number& failed;
    metrics::Number& withheld;
    metrics::Number& microseconds;
};

struct Dispatcher::BoundTable {
    std::shared_ptr<const RouteTable> table;
    std::unordered_map<std::string_view, BoundRoute> routes;  // by type; views into the table
};

namespace {

template <typename Target>
Target* find_target(const std::map<std::string, Target*>& targets, const std::string& name) {
    const auto found = targets.find(name);
    return found == targets.end() ? nullptr : found->second;
}

metrics::Number& outcome_number(const std::string& route, const char* outcome) {
    return metrics::number("hub_direct_total", "route=\"" + route + "\",outcome=\"" + outcome + "\"");
}

Error target_missing(const Route& route) {
    return {ErrorKind::permanent, "route.target_missing", "the route " + route.id + " leads to something that is not built"};
}

Result<SharedText> to_reply(Result<Receipt> receipt) {
    if (!receipt) return std::move(receipt).error();
    if (!receipt->data) return Error{ErrorKind::bug, "reply.missing", "the connector answered without a reply"};
    return std::move(receipt->data);
}

void tell(Breaker* breaker, Verdict verdict, MonotonicTime now) {
    if (!breaker) return;
    if (verdict == Verdict::healthy) breaker->succeeded();
    else if (verdict == Verdict::unhealthy) breaker->failed(now);
    else breaker->abandoned();
}

void count_time(metrics::Number& sum, MonotonicTime from, MonotonicTime to) {
    sum.fetch_add(std::chrono::duration_cast<std::chrono::microseconds>(to - from).count(), std::memory_order_relaxed);
}

}  // namespace

Dispatcher::Dispatcher(const Clock& clock) : clock_(clock), bound_(std::make_shared<BoundTable>()) {}
Dispatcher::~Dispatcher() = default;

std::shared_ptr<const RouteTable> Dispatcher::table() const { return bound_->table; }

Result<void> Dispatcher::use(std::shared_ptr<const RouteTable> table, const Targets& targets) {
    auto bound = std::make_shared<BoundTable>();
    bound->table = std::move(table);
    for (const auto& route : bound->table->routes()) {
        if (route.mode != Mode::direct) continue;
        BoundRoute entry{&route,
                         find_target(targets.handlers, route.direct.handler),
                         find_target(targets.connectors, route.direct.connector),
                         route.direct.fallback ? find_target(targets.connectors, route.direct.fallback->connector) : nullptr,
                         nullptr,
                         outcome_number(route.id, "answered"),
                         outcome_number(route.id, "fallback"),
                         outcome_number(route.id, "failed"),
                         outcome_number(route.id, "withheld"),
                         metrics::number("hub_direct_microseconds_total", "route=\"" + route.id + "\"")};
        if (!entry.handler && !entry.connector) return target_missing(route);
        if (route.direct.fallback && !entry.fallback) return target_missing(route);
        if (route.direct.breaker) {
            const auto before = bound_->routes.find(route.type);
            const bool kept = before != bound_->routes.end() && before->second.breaker &&
                              before->second.connector == entry.connector &&
                              before->second.breaker->settings() == *route.direct.breaker;
            entry.breaker = kept ? before->second.breaker : std::make_shared<Breaker>(*route.direct.breaker);
        }
        bound->routes.emplace(route.type, std::move(entry));
    }
    bound_ = std::move(bound);
    return Result<void>::success();
}

std::set<std::string> Dispatcher::withheld() const {
    std::set<std::string> connectors;
    const auto now = clock_.monotonic();
    for (const auto& [type, route] : bound_->routes) {
        if (!route.breaker) continue;
        // Open and due for a probe says nothing: nobody has asked since.
        const bool resting = route.breaker->until_probe(now).count() > 0;
        if (resting || route.breaker->state() == Breaker::State::half_open)
            connectors.insert(route.route->direct.connector);
    }
    return connectors;
}

asio::awaitable<Result<SharedText>> Dispatcher::ask(Message message, Deadline deadline) {
    const auto table = bound_;
    const auto found = table->routes.find(message.type);
    if (found == table->routes.end())
        co_return Error{ErrorKind::permanent, "route.missing", "no direct route takes messages of type " + message.type};

    const BoundRoute& route = found->second;
    const auto started = clock_.monotonic();
    if (deadline.at() <= started) {
        route.failed.fetch_add(1, std::memory_order_relaxed);
        co_return Error{ErrorKind::cancelled, "deadline.passed", "the deadline had passed before the question was put"};
    }
    if (!route.handler) {
        auto answer = ask_connector(&route, std::move(message), deadline);
        auto reply = co_await std::move(answer);
        count_time(route.microseconds, started, clock_.monotonic());
        co_return reply;
    }
    const Deadline nearer = Deadline(std::min(deadline.at(), started + route.route->direct.timeout));
    auto answer = route.handler->handle(std::move(message), nearer);
    auto reply = co_await std::move(answer);
    (reply ? route.answered : route.failed).fetch_add(1, std::memory_order_relaxed);
    count_time(route.microseconds, started, clock_.monotonic());
    co_return reply;
}

// The caller holds the table that `route` is in.
asio::awaitable<Result<SharedText>> Dispatcher::ask_connector(const BoundRoute* route, Message message,
                                                              Deadline deadline) {
    const auto executor = co_await asio::this_coro::executor;
    Breaker* breaker = route->breaker.get();
    const bool permitted = !breaker || breaker->permits(clock_.monotonic());
    const DirectPlan plan = plan_direct(route->route->direct, permitted, deadline.remaining(clock_));

    std::optional<runtime::Started<Receipt>> fallback;
    if (plan.start_fallback) fallback.emplace(executor, route->fallback->deliver(message, Delivery{deadline}));

    Result<SharedText> reply =
        Error{ErrorKind::transient, "breaker.open", "the target of " + route->route->id + " has been failing; not asked"};
    if (plan.call_target) {
        const Deadline limit = deadline.at_most(clock_, plan.target);
        auto operation = route->connector->deliver(message, Delivery{limit});
        auto receipt = co_await runtime::within<Receipt>(limit, std::move(operation));
        tell(breaker, judge(receipt ? nullptr : &receipt.error(), plan), clock_.monotonic());
        reply = to_reply(std::move(receipt));
    }
    if (reply || !route->fallback) {
        auto& outcome = reply ? route->answered : plan.call_target ? route->failed : route->withheld;
        outcome.fetch_add(1, std::memory_order_relaxed);
        co_return reply;
    }

    if (!fallback) fallback.emplace(executor, route->fallback->deliver(std::move(message), Delivery{deadline}));
    auto receipt = co_await fallback->result(deadline);
    auto second = to_reply(std::move(receipt));
    (second ? route->fell_back : route->failed).fetch_add(1, std::memory_order_relaxed);
    co_return second;
}

}  // namespace hub::engine
