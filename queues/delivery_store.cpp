#include "queues/delivery_store.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "queues/postgres_array.hpp"
#include "queues/prepared_statement.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

struct TicketColumns {
    explicit TicketColumns(const std::vector<Ticket>& tickets) {
        for (const auto& ticket : tickets) {
            ids.add(ticket.delivery);
            epochs.add(ticket.epoch);
        }
    }
    PostgresArray ids, epochs;
};

std::map<std::string, std::string> extensions_of(const std::string& text) {
    std::map<std::string, std::string> extensions;
    const auto document = json::Document::parse(text);
    if (!document) return extensions;
    for (const auto& [name, value] : document->root().members())
        if (const auto string = value.as_string()) extensions.emplace(name, *string);
    return extensions;
}

WallTime wall_time(std::int64_t microseconds) {
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(microseconds)));
}

// What is edited by hand can be anything that the column takes, and must not hold up the rows beside it: counts that
// the rules can add to, times that can be counted.
constexpr int kMostCounted = 1'000'000;

LeasedDelivery leased_from(const pqxx::row& row) {
    LeasedDelivery leased;
    leased.view.id = row["id"].as<std::int64_t>();
    leased.view.state = State::leased;
    leased.view.epoch = row["epoch"].as<int>();
    leased.view.attempts = std::min(row["attempts"].as<int>(), kMostCounted);
    leased.view.crashes = std::min(row["crashes"].as<int>(), kMostCounted);
    leased.route = row["route"].as<std::string>();
    leased.connector = row["connector"].as<std::string>();
    leased.idempotency_key = row["idempotency_key"].as<std::string>();
    leased.message.id = row["message_id"].as<std::string>();
    leased.message.source = row["source"].as<std::string>();
    leased.message.type = row["type"].as<std::string>();
    leased.message.subject = row["subject"].as<std::string>();
    leased.message.time = wall_time(row["microseconds"].as<std::int64_t>());
    leased.message.data = std::make_shared<const std::string>(row["data"].as<std::string>());
    leased.message.extensions = extensions_of(row["extensions"].as<std::string>());
    if (!row["left"].is_null()) leased.left = milliseconds(row["left"].as<std::int64_t>());
    return leased;
}

// The table's own check keeps the state a known word.
State state_of(const pqxx::row& row) { return state_from(row["state"].c_str()).value_or(State::parked); }

DeliveryView view_from(const pqxx::row& row) {
    return {row["id"].as<std::int64_t>(), state_of(row), row["epoch"].as<int>(),
            std::min(row["attempts"].as<int>(), kMostCounted), std::min(row["crashes"].as<int>(), kMostCounted)};
}

std::vector<std::int64_t> ids_of(const pqxx::result& rows) {
    std::vector<std::int64_t> ids;
    ids.reserve(rows.size());
    for (const auto& row : rows) ids.push_back(row[0].as<std::int64_t>());
    return ids;
}

}  // namespace

std::vector<DueDelivery> claim_due(pqxx::transaction_base& transaction, Lane lane, std::int64_t limit) {
    // An array, not a join: for a join PostgreSQL reads the whole table, so that a claim would cost more the more waits.
    const auto rows =
        run_prepared(transaction, "claim_due",
                     "WITH claimed AS (UPDATE hub.delivery SET published_at = now() WHERE id = ANY (ARRAY("
                     "SELECT id FROM hub.delivery WHERE lane = $1 AND work_list = 'waiting' "
                     "AND next_attempt_at <= now() ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)) "
                     "RETURNING id, epoch, crashes, next_attempt_at, attempts) "
                     "SELECT id, epoch, crashes, route, connector, coalesce(not_after <= now(), false), "
                     "next_attempt_at <= greatest(created_at, not_before), attempts "
                     "FROM claimed JOIN hub.delivery_instruction USING (id)",
                     std::string(to_string(lane)), limit);
    std::vector<DueDelivery> due;
    due.reserve(rows.size());
    for (const auto& row : rows)
        due.push_back({row[0].as<std::int64_t>(), row[1].as<int>(), row[2].as<int>(), row[3].as<std::string>(),
                       row[4].as<std::string>(), row[5].as<bool>(), row[6].as<bool>(), row[7].as<int>()});
    return due;
}

void unpublish(pqxx::transaction_base& transaction, const std::vector<std::int64_t>& ids) {
    transaction.exec_params0("UPDATE hub.delivery SET published_at = NULL WHERE id = ANY($1::bigint[]) AND state = 'pending'",
                             to_array(ids));
}

void postpone(pqxx::transaction_base& transaction, const std::vector<Postponed>& rows) {
    PostgresArray ids, waits;
    for (const auto& row : rows) {
        ids.add(row.id);
        waits.add(row.wait.count());
    }
    transaction.exec_params0(
        "UPDATE hub.delivery AS d SET published_at = NULL, "
        "next_attempt_at = least(now() + wait * interval '1 millisecond', i.not_after) "
        "FROM unnest($1::bigint[], $2::bigint[]) AS late (id, wait) JOIN hub.delivery_instruction AS i USING (id) "
        "WHERE d.id = late.id AND d.state = 'pending'",
        ids.text(), waits.text());
}

std::vector<LeasedDelivery> lease(pqxx::transaction_base& transaction, const std::vector<Ticket>& tickets,
                                  std::int64_t worker) {
    const TicketColumns columns(tickets);
    const auto rows = run_prepared(
        transaction, "lease",
        "WITH leased AS (UPDATE hub.delivery AS d SET state = 'leased', epoch = d.epoch + 1, leased_by = $3 "
        "FROM unnest($1::bigint[], $2::int[]) AS ticket (id, epoch) "
        "WHERE d.id = ticket.id AND d.state = 'pending' AND d.epoch = ticket.epoch AND d.epoch < 2147483647 "
        "RETURNING d.id, d.epoch, d.attempts, d.crashes) "
        "SELECT leased.*, i.route, i.connector, i.idempotency_key, i.message_id, "
        "CASE i.not_after WHEN 'infinity' THEN NULL WHEN '-infinity' THEN 0 "
        "ELSE floor(extract(epoch FROM i.not_after - now()) * 1000)::bigint END AS left, "
        "m.source, m.type, m.subject, coalesce(i.edited_data, m.data) AS data, m.extensions, "
        "(extract(epoch FROM greatest('1900-01-01', least(m.time, '2200-01-01'))) * 1000000)::bigint AS microseconds "
        "FROM leased JOIN hub.delivery_instruction AS i ON i.id = leased.id "
        "JOIN hub.message AS m ON m.id = i.message_id ORDER BY leased.id",
        columns.ids.text(), columns.epochs.text(), worker);
    std::vector<LeasedDelivery> leased;
    leased.reserve(rows.size());
    for (const auto& row : rows) leased.push_back(leased_from(row));
    return leased;
}

std::vector<std::int64_t> holders(pqxx::transaction_base& transaction) {
    // Number 0 belongs to nobody: it stands for rows that somebody put into these states by hand.
    return ids_of(transaction.exec(
        "SELECT DISTINCT coalesce(leased_by, 0) FROM hub.delivery WHERE work_list = 'active' AND state <> 'pending'"));
}

std::vector<HeldDelivery> held_by(pqxx::transaction_base& transaction, std::int64_t worker, std::size_t limit) {
    const auto rows = transaction.exec_params(
        "SELECT d.id, state, epoch, attempts, crashes, route, "
        // A row without the time was not put there by us: as old as need be.
        "CASE WHEN isfinite(sending_since) THEN (extract(epoch FROM now() - sending_since) * 1000)::bigint "
        "ELSE 86400000 END AS milliseconds, "
        "coalesce(not_after <= now(), false) AS expired "
        "FROM hub.delivery AS d JOIN hub.delivery_instruction AS i ON i.id = d.id "
        "WHERE work_list = 'active' AND state <> 'pending' AND coalesce(leased_by, 0) = $1 "
        "ORDER BY d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED",
        worker, limit);
    std::vector<HeldDelivery> held;
    held.reserve(rows.size());
    for (const auto& row : rows)
        held.push_back({view_from(row), row["route"].as<std::string>(),
                        milliseconds(row["milliseconds"].as<std::int64_t>()), row["expired"].as<bool>()});
    return held;
}

std::vector<Ticket> published(pqxx::transaction_base& transaction, Lane lane, milliseconds age, std::size_t limit) {
    const auto rows = transaction.exec_params(
        "SELECT id, epoch FROM hub.delivery WHERE lane = $1 AND work_list = 'active' AND state = 'pending' "
        "AND published_at <= now() - $2 * interval '1 millisecond' ORDER BY id LIMIT $3",
        std::string(to_string(lane)), std::int64_t{age.count()}, limit);
    std::vector<Ticket> tickets;
    tickets.reserve(rows.size());
    for (const auto& row : rows) tickets.push_back({row[0].as<std::int64_t>(), row[1].as<int>()});
    return tickets;
}

std::size_t published_count(pqxx::transaction_base& transaction, Lane lane) {
    const auto row = transaction.exec_params1(
        "SELECT count(*) FROM hub.delivery WHERE lane = $1 AND work_list = 'active' AND state = 'pending'",
        std::string(to_string(lane)));
    return row[0].as<std::size_t>();
}

std::size_t withdraw(pqxx::transaction_base& transaction, const std::vector<Ticket>& tickets) {
    const TicketColumns columns(tickets);
    const auto rows = transaction.exec_params(
        "UPDATE hub.delivery AS d SET published_at = NULL FROM unnest($1::bigint[], $2::int[]) AS ticket (id, epoch) "
        "WHERE d.id = ticket.id AND d.state = 'pending' AND d.epoch = ticket.epoch AND d.published_at IS NOT NULL",
        columns.ids.text(), columns.epochs.text());
    return rows.affected_rows();
}

std::vector<DeliveryView> views(pqxx::transaction_base& transaction, const std::vector<std::int64_t>& ids) {
    const auto rows = transaction.exec_params(
        "SELECT id, state, epoch, attempts, crashes FROM hub.delivery WHERE id = ANY($1::bigint[])", to_array(ids));
    std::vector<DeliveryView> found;
    found.reserve(rows.size());
    for (const auto& row : rows) found.push_back(view_from(row));
    return found;
}

}  // namespace hub::queues
