#include "router/engine/route_reader.hpp"

#include <algorithm>

#include "router/engine/flow_reader.hpp"
#include "router/engine/object_reader.hpp"

namespace hub::engine {
namespace {

using Problems = std::vector<FieldProblem>;
using std::chrono::milliseconds;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;

// "shop.approved": lower-case letters, digits and "_" in parts joined by dots, beginning with a letter. The table
// hub.message accepts the same.
bool is_dotted_name(std::string_view text) {
    if (text.size() > 64 || text.front() < 'a' || text.front() > 'z' || text.back() == '.') return false;
    return text.find("..") == text.npos && std::all_of(text.begin(), text.end(), [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
               character == '.' || character == '_';
    });
}

std::string read_dotted_name(ObjectReader& reader, std::string_view name) {
    auto text = reader.read_text(name);
    if (!text.empty() && !is_dotted_name(text))
        reader.problem(name, "must be lower-case letters, digits, \"_\" and \".\", like \"shop.approved\"");
    return text;
}

std::vector<std::string> read_sources(ObjectReader& reader) {
    std::vector<std::string> sources;
    const auto list = reader.find("from");
    if (!list || !list->is_array() || list->size() == 0) {
        reader.problem("from", list ? "must be a list of at least one source" : "is required");
        return sources;
    }
    for (const auto& element : list->elements()) {
        const auto source = element.as_string();
        if (source && source->size() > 1 && source->front() == '/') sources.emplace_back(*source);
        else reader.problem("from/" + std::to_string(sources.size()), "must be a source like \"/portal\"");
    }
    return sources;
}

std::optional<Fallback> read_fallback(ObjectReader& route, const KnownNames& known, Problems& problems) {
    const auto value = route.find("fallback");
    if (!value) return std::nullopt;
    ObjectReader reader(*value, route.pointer("fallback"), {"connector", "eager"}, problems);
    Fallback fallback;
    fallback.connector = reader.read_name("connector", "connector", known.connectors);
    fallback.eager = reader.read_flag("eager");
    return fallback;
}

void read_retry(ObjectReader& route, QueuedRoute& queued, Problems& problems) {
    queued.retry_budget.emplace();
    const auto value = route.find("retry");
    if (!value) return;
    RetryPolicy& retry = queued.retry;
    ObjectReader reader(*value, route.pointer("retry"), {"attempts", "first_ms", "cap_ms", "budget"}, problems);
    retry.attempts = static_cast<int>(reader.read_number("attempts", 1, 10'000));
    retry.first = milliseconds(reader.read_number("first_ms", 1, 60 * kMinute, retry.first.count()));
    const auto cap = std::max(retry.cap.count(), retry.first.count());
    retry.cap = milliseconds(reader.read_number("cap_ms", retry.first.count(), kDay, cap));
    queued.retry_budget = read_retry_budget(reader, problems);
}

// A member that means something only for the other mode or target would be a rule nobody follows.
void refuse(ObjectReader& reader, std::initializer_list<const char*> names, const char* reason) {
    for (const char* name : names)
        if (reader.has(name)) reader.problem(name, reason);
}

DirectTarget read_direct(ObjectReader& reader, const KnownNames& known, Problems& problems) {
    refuse(reader, {"translator", "retry", "lane", "unknown", "max_crashes", "dead_letter", "window", "rate"},
           "is for queued routes only");
    DirectTarget target;
    target.timeout = milliseconds(reader.read_number("timeout_ms", 10, 2 * kMinute));
    if (reader.has("handler") == reader.has("connector"))
        reader.problem("handler", "a direct route needs either a handler or a connector");
    if (reader.has("handler")) {
        target.handler = reader.read_name("handler", "handler", known.handlers);
        refuse(reader, {"breaker", "fallback"}, "is for routes to a connector only");
        return target;
    }
    if (reader.has("connector")) target.connector = reader.read_name("connector", "connector", known.connectors);
    target.breaker = read_breaker(reader, problems);
    target.fallback = read_fallback(reader, known, problems);
    if (target.fallback && !target.connector.empty() && target.fallback->connector == target.connector)
        reader.problem("fallback/connector", "must be another connector than the route's own");
    return target;
}

QueuedRoute read_queued(ObjectReader& reader, const KnownNames& known, Problems& problems) {
    refuse(reader, {"handler"}, "is for direct routes only");
    QueuedRoute route;
    if (reader.has("translator"))
        route.translator = reader.read_name("translator", "translator", known.translators);
    route.connector = reader.read_name("connector", "connector", known.connectors);
    route.timeout = milliseconds(reader.read_number("timeout_ms", 100, 10 * kMinute));
    route.lane = *lane_from(reader.read_choice("lane", {"urgent", "interactive", "bulk"}, "interactive"));
    read_retry(reader, route, problems);
    route.unknown = *unknown_rule_from(reader.read_choice("unknown", {"retry", "show"}, "show"));
    route.max_crashes = static_cast<int>(reader.read_number("max_crashes", 1, 100, route.max_crashes));
    route.dead_letter = *dead_letter_from(reader.read_choice("dead_letter", {"park", "fail"}, "park"));
    route.window = read_window(reader, problems);
    route.rate = read_rate(reader, problems);
    route.breaker = read_breaker(reader, problems);
    route.fallback = read_queued_fallback(reader, known.connectors, problems);
    return route;
}

Route read_route(const json::Value& value, std::size_t index, const KnownNames& known, Problems& problems) {
    ObjectReader reader(value, "/routes/" + std::to_string(index),
                        {"id", "type", "from", "mode", "handler", "translator", "connector", "timeout_ms", "retry",
                         "breaker", "fallback", "lane", "unknown", "max_crashes", "dead_letter", "window", "rate"},
                        problems);
    Route route;
    if (!value.is_object()) return route;
    route.id = read_dotted_name(reader, "id");
    route.type = read_dotted_name(reader, "type");
    route.from = read_sources(reader);
    route.mode = reader.read_choice("mode", {"direct", "queued"}, nullptr) == "queued" ? Mode::queued : Mode::direct;
    if (route.mode == Mode::direct) {
        route.direct = read_direct(reader, known, problems);
    } else {
        route.queued = read_queued(reader, known, problems);
        route.queued.id = route.id;
        route.queued.type = route.type;
    }
    return route;
}

}  // namespace

std::string_view to_string(Mode mode) { return mode == Mode::direct ? "direct" : "queued"; }

std::vector<Route> read_routes(const json::Value& root, const KnownNames& known, Problems& problems) {
    std::vector<Route> routes;
    ObjectReader reader(root, "", {"routes"}, problems);
    if (!root.is_object()) return routes;
    const auto list = reader.find("routes");
    if (!list || !list->is_array() || list->size() == 0) {
        reader.problem("routes", list ? "must be a list of at least one route" : "is required");
        return routes;
    }
    for (const auto& element : list->elements())
        routes.push_back(read_route(element, routes.size(), known, problems));
    return routes;
}

}  // namespace hub::engine
