#include "router/engine/route_graph.hpp"

#include <algorithm>
#include <map>

#include "router/core/json.hpp"
#include "router/engine/route_reader.hpp"

namespace hub::engine {
namespace {

// "2.5 s", "120 s", "3 min", "300 ms".
std::string duration_text(std::chrono::milliseconds duration) {
    const auto count = duration.count();
    if (count < 1'000) return std::to_string(count) + " ms";
    if (count >= 180'000 && count % 60'000 == 0) return std::to_string(count / 60'000) + " min";
    const auto tenths = count % 1'000 / 100;
    return std::to_string(count / 1'000) + (tenths ? "." + std::to_string(tenths) : "") + " s";
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : " ") + name;
    return text;
}

std::string path_text(const Route& route) {
    if (route.mode == Mode::queued) {
        const auto& queued = route.queued;
        const auto translated = queued.translator.empty() ? "" : "translator " + queued.translator + " ==> ";
        return translated + "connector " + queued.connector +
               (queued.fallback.empty() ? "" : ", in vain: connector " + queued.fallback);
    }
    const auto& direct = route.direct;
    if (!direct.handler.empty()) return "handler " + direct.handler;
    std::string text = "connector " + direct.connector;
    if (direct.fallback)
        text += ", else connector " + direct.fallback->connector + (direct.fallback->eager ? " (asked at once)" : "");
    return text;
}

std::string breaker_text(const BreakerSettings& breaker) {
    return "; breaker opens after " + std::to_string(breaker.failures) + " failures for " + duration_text(breaker.open);
}

std::string flow_text(const QueuedRoute& queued) {
    std::string text;
    if (queued.retry_budget)
        text += "; retries up to " + std::to_string(queued.retry_budget->percent) + " % of the calls or " +
                std::to_string(queued.retry_budget->floor) + " a minute";
    if (queued.window)
        text += "; from " + time_of_day_text(queued.window->from) + " to " + time_of_day_text(queued.window->to);
    if (queued.rate)
        text += "; at most " + std::to_string(queued.rate->per_second) + " per second, " +
                std::to_string(queued.rate->burst) + " at once";
    if (queued.breaker) text += breaker_text(*queued.breaker);
    return text;
}

std::string rules_text(const Route& route) {
    if (route.mode == Mode::queued) {
        const auto& queued = route.queued;
        return std::string(to_string(queued.lane)) + "; " + duration_text(queued.timeout) + " per attempt; " +
               std::to_string(queued.retry.attempts) + " attempts, waits " + duration_text(queued.retry.first) +
               " to " + duration_text(queued.retry.cap) + "; unknown: " + std::string(to_string(queued.unknown)) +
               "; in vain: " + std::string(to_string(queued.dead_letter)) + flow_text(queued);
    }
    std::string text = "within " + duration_text(route.direct.timeout);
    if (route.direct.breaker) text += breaker_text(*route.direct.breaker);
    return text;
}

// Mermaid's node names take letters and digits only.
class MermaidNodes {
public:
    explicit MermaidNodes(std::string& text) : text_(text) {}

    std::string name_of(const std::string& label, const char* open, const char* close) {
        const auto [entry, created] = names_.emplace(label, "n" + std::to_string(names_.size()));
        if (created) text_ += "    " + entry->second + open + "\"" + label + "\"" + close + "\n";
        return entry->second;
    }

private:
    std::string& text_;
    std::map<std::string, std::string> names_;
};

void write_breaker(json::Writer& writer, const BreakerSettings& breaker) {
    writer.key("breaker");
    writer.begin_object();
    writer.member("failures", breaker.failures);
    writer.member("open_ms", std::int64_t{breaker.open.count()});
    writer.end_object();
}

void write_budget(json::Writer& writer, const RetryBudgetSettings& budget) {
    writer.key("budget");
    writer.begin_object();
    writer.member("percent", budget.percent);
    writer.member("floor", budget.floor);
    writer.end_object();
}

void write_flow(json::Writer& writer, const QueuedRoute& queued) {
    if (queued.window) {
        writer.key("window");
        writer.begin_object();
        writer.member("from", time_of_day_text(queued.window->from));
        writer.member("to", time_of_day_text(queued.window->to));
        writer.end_object();
    }
    if (queued.rate) {
        writer.key("rate");
        writer.begin_object();
        writer.member("per_second", queued.rate->per_second);
        writer.member("burst", queued.rate->burst);
        writer.end_object();
    }
    if (queued.breaker) write_breaker(writer, *queued.breaker);
    if (!queued.fallback.empty()) {
        writer.key("fallback");
        writer.begin_object();
        writer.member("connector", queued.fallback);
        writer.end_object();
    }
}

void write_direct(json::Writer& writer, const DirectTarget& direct) {
    if (!direct.handler.empty()) writer.member("handler", direct.handler);
    if (!direct.connector.empty()) writer.member("connector", direct.connector);
    writer.member("timeout_ms", std::int64_t{direct.timeout.count()});
    if (direct.breaker) write_breaker(writer, *direct.breaker);
    if (direct.fallback) {
        writer.key("fallback");
        writer.begin_object();
        writer.member("connector", direct.fallback->connector);
        writer.member("eager", direct.fallback->eager);
        writer.end_object();
    }
}

void write_queued(json::Writer& writer, const QueuedRoute& queued) {
    if (!queued.translator.empty()) writer.member("translator", queued.translator);
    writer.member("connector", queued.connector);
    writer.member("timeout_ms", std::int64_t{queued.timeout.count()});
    writer.member("lane", to_string(queued.lane));
    writer.key("retry");
    writer.begin_object();
    writer.member("attempts", queued.retry.attempts);
    writer.member("first_ms", std::int64_t{queued.retry.first.count()});
    writer.member("cap_ms", std::int64_t{queued.retry.cap.count()});
    if (queued.retry_budget) write_budget(writer, *queued.retry_budget);
    writer.end_object();
    writer.member("unknown", to_string(queued.unknown));
    writer.member("max_crashes", queued.max_crashes);
    writer.member("dead_letter", to_string(queued.dead_letter));
    write_flow(writer, queued);
}

}  // namespace

std::vector<RouteLine> to_lines(const RouteTable& table) {
    std::vector<RouteLine> lines;
    for (const auto& route : table.routes())
        lines.push_back({route.id, joined(route.from), route.type, route.mode == Mode::queued, path_text(route),
                         rules_text(route)});
    return lines;
}

std::string to_text(const RouteTable& table) {
    std::size_t from_width = 0;
    std::size_t type_width = 0;
    std::size_t path_width = 0;
    const auto lines = to_lines(table);
    for (const auto& line : lines) {
        from_width = std::max(from_width, line.from.size());
        type_width = std::max(type_width, line.type.size());
        path_width = std::max(path_width, line.path.size());
    }
    const auto padded = [](std::string text, std::size_t width) {
        text.resize(std::max(width, text.size()), ' ');
        return text;
    };
    std::string text;
    for (const auto& line : lines) {
        text += padded(line.from, from_width) + (line.queued ? "  == " : "  -- ");
        text += padded(line.type, type_width) + (line.queued ? " ==> " : " --> ");
        text += padded(line.path, path_width) + "  [" + line.rules + "]\n";
    }
    return text + "\n--> direct: answered within a deadline    ==> queued: durable, at least once\n";
}

std::string to_mermaid(const RouteTable& table) {
    std::string text = "flowchart LR\n";
    MermaidNodes nodes(text);
    for (const auto& route : table.routes()) {
        const bool queued = route.mode == Mode::queued;
        const auto& connector = queued ? route.queued.connector : route.direct.connector;
        std::string target =
            connector.empty() ? nodes.name_of(route.direct.handler, "[", "]") : nodes.name_of(connector, "[[", "]]");
        if (queued && !route.queued.fallback.empty())
            text += "    " + target + " -. in vain .-> " + nodes.name_of(route.queued.fallback, "[[", "]]") + "\n";
        if (queued && !route.queued.translator.empty()) {
            const auto translator = nodes.name_of(route.queued.translator, "[", "]");
            text += "    " + translator + " ==> " + target + "\n";
            target = translator;
        }
        for (const auto& source : route.from) {
            const auto origin = nodes.name_of(source, "([", "])");
            text += "    " + origin + (queued ? " ==>|" : " -->|") + route.type + "| " + target + "\n";
        }
        if (route.direct.fallback)
            text += "    " + target + " -. else .-> " + nodes.name_of(route.direct.fallback->connector, "[[", "]]") + "\n";
    }
    return text;
}

std::string to_json(const RouteTable& table) {
    json::Writer writer;
    writer.begin_object();
    writer.key("routes");
    writer.begin_array();
    for (const auto& route : table.routes()) {
        writer.begin_object();
        writer.member("id", route.id);
        writer.member("type", route.type);
        writer.key("from");
        writer.begin_array();
        for (const auto& source : route.from) writer.value(source);
        writer.end_array();
        writer.member("mode", to_string(route.mode));
        if (route.mode == Mode::direct) write_direct(writer, route.direct);
        else write_queued(writer, route.queued);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

}  // namespace hub::engine
