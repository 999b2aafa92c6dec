#include "router/engine/flow_reader.hpp"

#include <map>

namespace hub::engine {
namespace {

using Problems = std::vector<FieldProblem>;
using std::chrono::milliseconds;

constexpr std::int64_t kLongestOpen = 600'000;

std::chrono::minutes read_time_of_day(ObjectReader& reader, const char* name) {
    const auto text = reader.read_text(name);
    if (text.empty()) return {};
    const auto time = time_of_day_from(text);
    if (!time) reader.problem(name, "must be a time of day from 00:00 to 23:59, like \"09:00\"");
    return time.value_or(std::chrono::minutes(0));
}

}  // namespace

std::optional<DeliveryWindow> read_window(ObjectReader& route, Problems& problems) {
    const auto value = route.find("window");
    if (!value) return std::nullopt;
    const auto before = problems.size();
    ObjectReader reader(*value, route.pointer("window"), {"from", "to"}, problems);
    if (!value->is_object()) return std::nullopt;
    const DeliveryWindow window{read_time_of_day(reader, "from"), read_time_of_day(reader, "to")};
    if (problems.size() == before && window.from == window.to)
        reader.problem("to", "must be another time than \"from\"; a route without a window delivers at any time");
    return window;
}

std::optional<CallRate> read_rate(ObjectReader& route, Problems& problems) {
    const auto value = route.find("rate");
    if (!value) return std::nullopt;
    ObjectReader reader(*value, route.pointer("rate"), {"per_second", "burst"}, problems);
    if (!value->is_object()) return std::nullopt;
    CallRate rate;
    rate.per_second = static_cast<int>(reader.read_number("per_second", 1, 10'000));
    rate.burst = static_cast<int>(reader.read_number("burst", 1, 100'000, rate.per_second));
    return rate;
}

std::optional<BreakerSettings> read_breaker(ObjectReader& route, Problems& problems) {
    const auto value = route.find("breaker");
    if (!value) return std::nullopt;
    ObjectReader reader(*value, route.pointer("breaker"), {"failures", "open_ms"}, problems);
    BreakerSettings breaker;
    breaker.failures = static_cast<int>(reader.read_number("failures", 1, 1'000, breaker.failures));
    breaker.open = milliseconds(reader.read_number("open_ms", 100, kLongestOpen, breaker.open.count()));
    return breaker;
}

RetryBudgetSettings read_retry_budget(ObjectReader& retry, Problems& problems) {
    RetryBudgetSettings budget;
    const auto value = retry.find("budget");
    if (!value) return budget;
    ObjectReader reader(*value, retry.pointer("budget"), {"percent", "floor"}, problems);
    budget.percent = static_cast<int>(reader.read_number("percent", 0, 1'000, budget.percent));
    budget.floor = static_cast<int>(reader.read_number("floor", 1, 1'000'000, budget.floor));
    return budget;
}

std::string read_queued_fallback(ObjectReader& route, const std::vector<std::string>& connectors, Problems& problems) {
    const auto value = route.find("fallback");
    if (!value) return {};
    ObjectReader reader(*value, route.pointer("fallback"), {"connector"}, problems);
    if (!value->is_object()) return {};
    auto connector = reader.read_name("connector", "connector", connectors);
    const auto own = route.find("connector");
    if (!connector.empty() && own && own->as_string() == connector)
        reader.problem("connector", "must be another connector than the route's own");
    return connector;
}

void check_connector_rules(const std::vector<Route>& routes, Problems& problems) {
    std::map<std::string, const Route*> first;
    for (std::size_t index = 0; index < routes.size(); ++index) {
        const auto& route = routes[index];
        if (route.mode != Mode::queued || route.queued.connector.empty()) continue;
        const auto [entry, is_first] = first.emplace(route.queued.connector, &route);
        if (is_first) continue;
        const auto& other = *entry->second;
        const auto differs = [&](const char* rule) {
            problems.push_back({"/routes/" + std::to_string(index) + "/" + rule,
                                std::string("must be the same as that of the route \"") + other.id +
                                    "\": it belongs to the connector \"" + route.queued.connector + "\""});
        };
        if (route.queued.rate != other.queued.rate) differs("rate");
        if (route.queued.breaker != other.queued.breaker) differs("breaker");
        if (route.queued.retry_budget != other.queued.retry_budget) differs("retry/budget");
    }
}

}  // namespace hub::engine
