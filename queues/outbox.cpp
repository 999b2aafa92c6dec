#include "queues/outbox.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "queues/delivery_times.hpp"
#include "queues/postgres_array.hpp"
#include "queues/prepared_statement.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kBatch = 1'000;

std::string extensions_json(const Message& message) {
    json::Writer writer;
    writer.begin_object();
    for (const auto& [name, value] : message.extensions) writer.member(name, value);
    writer.end_object();
    return writer.take();
}

struct MessageColumns {
    PostgresArray ids, sources, types, subjects, times, data, extensions, lanes;

    void add(const Message& message, Lane lane) {
        ids.add(message.id);
        sources.add(message.source);
        types.add(message.type);
        subjects.add(message.subject);
        times.add(to_rfc3339(message.time));
        data.add(message.data_text());
        extensions.add(extensions_json(message));
        lanes.add(to_string(lane));
    }

    void insert(pqxx::transaction_base& transaction) const {
        run_prepared(
            transaction, "insert_messages",
            "INSERT INTO hub.message (id, source, type, subject, time, data, extensions, lane) "
            "SELECT id, source, type, subject, time, data::jsonb, extensions::jsonb, lane "
            "FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], "
            "$8::text[]) AS new (id, source, type, subject, time, data, extensions, lane) "
            "ON CONFLICT DO NOTHING",
            ids.text(), sources.text(), types.text(), subjects.text(), times.text(), data.text(), extensions.text(),
            lanes.text());
    }
};

// Empty: no time. Never earlier than `time`.
std::string time_text(const std::optional<WallTime>& time) {
    return time ? to_rfc3339(std::chrono::ceil<std::chrono::milliseconds>(*time)) : "";
}

struct DeliveryColumns {
    PostgresArray messages, routes, connectors, lanes, keys, not_befores, not_afters;
    bool empty = true;

    void add(const Message& message, const DeliveryTimes& times, const QueuedRoute& route) {
        messages.add(message.id);
        routes.add(route.id);
        connectors.add(route.connector);
        lanes.add(to_string(route.lane));
        keys.add(new_uuid_v4());
        not_befores.add(time_text(times.not_before));
        not_afters.add(time_text(times.not_after));
        empty = false;
    }

    void insert(pqxx::transaction_base& transaction) const {
        if (empty) return;
        run_prepared(
            transaction, "insert_deliveries",
            "WITH made AS (INSERT INTO hub.delivery_instruction "
            "(message_id, route, connector, channel, idempotency_key, not_before, not_after) "
            "SELECT message_id, route, connector, connector, key, coalesce(nullif(not_before, '')::timestamptz, "
            "now()), "
            "nullif(not_after, '')::timestamptz "
            "FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) "
            "AS new (message_id, route, connector, key, not_before, not_after) "
            "ON CONFLICT (message_id, route, recipient, channel) DO NOTHING RETURNING id, idempotency_key, not_before) "
            "INSERT INTO hub.delivery (id, lane, next_attempt_at) "
            "SELECT id, lane, greatest(now(), not_before) FROM made "
            "JOIN unnest($4::text[], $7::text[]) AS lanes (idempotency_key, lane) USING (idempotency_key)",
            messages.text(), routes.text(), connectors.text(), keys.text(), not_befores.text(), not_afters.text(),
            lanes.text());
    }
};

Result<void> write_batch(pqxx::transaction_base& transaction, const RouteBook& routes, const Message* first,
                         const Message* last) {
    static auto& unrouted = metrics::number("hub_outbox_unrouted_total");
    MessageColumns messages;
    DeliveryColumns deliveries;
    for (const Message* message = first; message != last; ++message) {
        const auto times = delivery_times(*message);
        if (!times) return times.error();
        const auto taking = routes.taking(message->type);
        messages.add(*message, taking.empty() ? Lane::interactive : taking.front()->lane);
        for (const auto& route : taking) deliveries.add(*message, *times, *route);
        if (taking.empty()) {
            unrouted.fetch_add(1);
            log::warning("outbox.unrouted", {{"message", message->id}, {"type", message->type}});
        }
    }
    HUB_FAILPOINT("K3.before");
    messages.insert(transaction);
    HUB_FAILPOINT("K3.inside");
    HUB_FAILPOINT("K27.inside");
    deliveries.insert(transaction);
    HUB_FAILPOINT("K3.after");
    return Result<void>::success();
}

}  // namespace

runtime::OutboxWriter make_outbox_writer(std::shared_ptr<const RouteBook> routes) {
    return [routes](pqxx::transaction_base& transaction, const std::vector<Message>& messages) -> Result<void> {
        for (std::size_t from = 0; from < messages.size(); from += kBatch) {
            const auto count = std::min(kBatch, messages.size() - from);
            HUB_FAILPOINT("K27.before");
            const auto written =
                write_batch(transaction, *routes, messages.data() + from, messages.data() + from + count);
            HUB_FAILPOINT("K27.after");
            if (!written) return written;
        }
        transaction.exec_params("SELECT pg_notify($1, '')", std::string(kOutboxChannel));
        return Result<void>::success();
    };
}

}  // namespace hub::queues
