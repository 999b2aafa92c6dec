#include <map>

#include "portal/operations/operations_request.hpp"
#include "router/core/error_json.hpp"

namespace hub::portal {
namespace {

using Rates = std::map<std::string, std::pair<std::int64_t, std::int64_t>, std::less<>>;  // taken and failed, by route

std::vector<json::Value> elements_of(const json::Value& value, std::string_view name) {
    const auto list = value.find(name);
    return list ? list->elements() : std::vector<json::Value>{};
}

bool is_ready(const OperationsFacts& facts) {
    for (const auto& check : facts.checks)
        if (check.needed_to_serve && !check.outcome().ok) return false;
    return true;
}

void fill_alarm(Values row, const json::Value& alarm) {
    row.set("NAME", text_of(alarm, "name"));
    row.set("SUBJECT", text_of(alarm, "subject"));
    row.set("ID", std::to_string(alarm.integer("id").value_or(0)));
    row.set("DETAIL", text_of(alarm, "detail"));
    row.set("ADVICE", text_of(alarm, "advice"));
    set_time(row, "BEGAN", text_of(alarm, "began_at"));
    set_time(row, "OVER", text_of(alarm, "over_at"));
    std::string mailed;
    for (const auto& address : elements_of(alarm, "mailed_to"))
        mailed += (mailed.empty() ? "" : ", ") + std::string(address.as_string().value_or(""));
    row.set("MAILED", mailed.empty() ? "nobody" : mailed);
    if (alarm.find("acknowledged_by")) {
        Values acknowledged = row.row("ACKNOWLEDGED");
        acknowledged.set("BY", text_of(alarm, "acknowledged_by"));
        acknowledged.set("REASON", text_of(alarm, "acknowledged_reason"));
    }
}

void fill_alarms(Values page, const json::Value& state) {
    const auto alarms = state.find("alarms");
    if (!alarms) return;
    const auto open = elements_of(*alarms, "open");
    if (open.empty()) page.show("NO_ALARM");
    for (const auto& alarm : open) fill_alarm(page.row("ALARM"), alarm);
    const auto recent = elements_of(*alarms, "recent");
    if (recent.empty()) return;
    Values section = page.row("RECENT");
    for (const auto& alarm : recent) fill_alarm(section.row("PAST"), alarm);
}

void fill_checks(Values page, const OperationsFacts& facts) {
    for (const auto& check : facts.checks) {
        const auto outcome = check.outcome();
        Values row = page.row("CHECK");
        row.set("NAME", check.name);
        row.set("DETAIL", outcome.detail);
        row.show(outcome.ok ? "OK" : "FAILED");
    }
}

// Adds the calls of one worker within the last minute.
void add_rates(Rates& rates, const json::Value& report) {
    const auto all = report.find("rates");
    if (!all) return;
    for (const auto& [route, rate] : all->members()) {
        auto& sum = rates[std::string(route)];
        sum.first += rate.integer("taken").value_or(0);
        sum.second += rate.integer("failed").value_or(0);
    }
}

std::string failing_checks(const json::Value& report) {
    std::string names;
    for (const auto& check : elements_of(report, "checks"))
        if (!check.boolean("ok").value_or(false)) names += (names.empty() ? "" : ", ") + text_of(check, "name");
    return names;
}

Rates fill_workers(Values page, const json::Value& state) {
    Rates rates;
    for (const auto& worker : elements_of(state, "workers")) {
        Values row = page.row("WORKER");
        for (const auto& [place, name] : {std::pair{"NAME", "worker"}, {"HOST", "host"}})
            row.set(place, text_of(worker, name));
        row.set("PID", std::to_string(worker.integer("pid").value_or(0)));
        set_time(row, "STARTED", text_of(worker, "started_at"));
        set_time(row, "REPORTED", text_of(worker, "reported_at"));
        const auto report = worker.find("report");
        const bool silent = worker.boolean("silent").value_or(true);
        if (silent) row.show("SILENT");
        if (!report) continue;
        row.set("SENDING", std::to_string(report->integer("sending").value_or(0)));
        const auto failing = failing_checks(*report);
        if (!failing.empty()) row.text_row("FAILING", failing);
        else if (!silent) row.show("WELL");
        if (!silent) add_rates(rates, *report);
    }
    return rates;
}

void fill_lanes(Values page, const json::Value& state) {
    const auto most = state.integer("counted_to").value_or(0);
    for (const auto& lane : elements_of(state, "lanes")) {
        Values row = page.row("LANE");
        const auto name = text_of(lane, "lane");
        row.set("NAME", name);
        for (const auto& [place, member] : {std::pair{"WAITING", "waiting"},
                                            {"IN_STREAM", "in_stream"},
                                            {"LEASED", "leased"},
                                            {"SENDING", "sending"},
                                            {"UNKNOWN", "unknown"},
                                            {"PARKED", "parked"},
                                            {"FAILED", "failed"}}) {
            const auto count = lane.integer(member).value_or(0);
            row.set(place, std::to_string(count) + (count >= most && most > 0 ? " or more" : ""));
        }
    }
}

void fill_routes(Values page, const OperationsFacts& facts, const Rates& rates) {
    for (const auto& route : facts.routes) {
        Values row = page.row("ROUTE");
        row.set("FROM", route.from);
        row.set("TYPE", route.type);
        row.set("PATH", route.path);
        row.set("RULES", route.rules);
        row.show(route.queued ? "QUEUED" : "DIRECT");
        const auto rate = rates.find(route.id);
        row.set("TAKEN", std::to_string(rate == rates.end() ? 0 : rate->second.first));
        if (rate != rates.end() && rate->second.second > 0) row.text_row("FAILED", std::to_string(rate->second.second));
    }
}

void fill_schedules(Values page, const json::Value& state) {
    const auto schedules = elements_of(state, "schedules");
    if (schedules.empty()) return page.show("NO_SCHEDULE");
    Values section = page.row("SCHEDULES");
    for (const auto& schedule : schedules) {
        Values row = section.row("SCHEDULE");
        row.set("NAME", text_of(schedule, "name"));
        row.set("TYPE", text_of(schedule, "type"));
        const auto cron = text_of(schedule, "cron");
        const auto days = text_of(schedule, "days");
        row.set("WHEN", (cron.empty() ? "once" : cron) + (days == "every" ? "" : " on " + days + " days"));
        const bool paused = schedule.boolean("paused").value_or(false);
        if (paused) row.show("PAUSED");
        else if (schedule.find("next_at")) set_time(row, "NEXT", text_of(schedule, "next_at"));
        else row.show("NEVER");
        const auto last = schedule.find("last");
        if (!last) continue;
        Values run = row.row("LAST");
        run.set("OUTCOME", text_of(*last, "outcome"));
        set_time(run, "DUE", text_of(*last, "due_at"));
        const auto missed = last->integer("missed").value_or(0);
        if (missed > 0) run.text_row("MISSED", std::to_string(missed));
        if (last->find("message_id")) run.row("MESSAGE").set("URL", "/messages/" + text_of(*last, "message_id"));
    }
}

void write_facts(json::Writer& writer, const OperationsFacts& facts) {
    writer.member("ready", is_ready(facts));
    writer.key("checks");
    writer.begin_array();
    for (const auto& check : facts.checks) {
        const auto outcome = check.outcome();
        writer.begin_object();
        writer.member("name", check.name);
        writer.member("ok", outcome.ok);
        writer.member("detail", outcome.detail);
        writer.end_object();
    }
    writer.end_array();
    writer.key("routes");
    writer.begin_array();
    for (const auto& route : facts.routes) {
        writer.begin_object();
        writer.member("id", route.id);
        writer.member("from", route.from);
        writer.member("type", route.type);
        writer.member("mode", route.queued ? "queued" : "direct");
        writer.member("path", route.path);
        writer.member("rules", route.rules);
        writer.end_object();
    }
    writer.end_array();
}

HttpResponse as_json(const OperationsRequest& request, const Result<Reply>& reply) {
    json::Writer writer;
    writer.begin_object();
    write_facts(writer, *request.facts);
    if (reply) {
        writer.key("state");
        writer.raw(*reply->text);
    } else {
        write_error(writer, reply.error());
    }
    writer.end_object();
    return json_answer(writer.take());
}

HttpResponse as_page(const OperationsRequest& request, const Result<Reply>& reply) {
    PageData page("state.tpl");
    page.layout().show("AT_STATE");
    Values values = page.content();
    set_time(values, "NOW", to_rfc3339(request.page.clock->wall()));
    fill_checks(values, *request.facts);
    Rates rates;
    if (reply) {
        Values known = values.row("KNOWN");
        fill_alarms(values, reply->document.root());
        if (!request.facts->alarms_are_mailed) values.show("NOBODY_MAILED");
        rates = fill_workers(known, reply->document.root());
        fill_lanes(known, reply->document.root());
        fill_schedules(known, reply->document.root());
    } else {
        values.row("AWAY").set("DETAIL", reply.error().detail);
    }
    fill_routes(values, *request.facts, rates);
    return finish_operations_page(request, page, "State");
}

}  // namespace

boost::asio::awaitable<HttpResponse> state_page(OperationsRequest request) {
    auto reply = co_await ask_for(request.page, "operations.state", "{}");
    co_return request.json ? as_json(request, reply) : as_page(request, reply);
}

}  // namespace hub::portal
