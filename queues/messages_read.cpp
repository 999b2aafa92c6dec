#include "queues/messages_read.hpp"

#include <algorithm>
#include <unordered_map>

#include <pqxx/pqxx>

#include "queues/delivery.hpp"
#include "queues/postgres_array.hpp"
#include "queues/time_column.hpp"
#include "queues/work_list.hpp"
#include "router/core/ids.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kMostFound = 20;
constexpr std::size_t kMostRare = 10'000;
constexpr std::size_t kMostCounted = 100'000;

// A timestamp column as RFC 3339 with milliseconds, or ''.
std::string time_column(const std::string& column) { return "coalesce(" + rfc3339_column(column) + ", '')"; }

std::string message_columns(const std::string& data = "m.data") {
    return "m.id, m.source, m.type, m.subject, " + time_column("m.time") + " AS time, " + time_column("m.accepted_at") +
           " AS accepted_at, " + data + " AS data, m.extensions";
}

MessageRecord message_from(const pqxx::row& row) {
    MessageRecord message;
    message.id = row["id"].as<std::string>();
    message.source = row["source"].as<std::string>();
    message.type = row["type"].as<std::string>();
    message.subject = row["subject"].as<std::string>();
    message.time = row["time"].as<std::string>();
    message.accepted_at = row["accepted_at"].as<std::string>();
    message.data = row["data"].as<std::string>();
    message.extensions = row["extensions"].as<std::string>();
    return message;
}

DeliveryRecord delivery_from(const pqxx::row& row) {
    DeliveryRecord delivery;
    delivery.id = row["id"].as<std::int64_t>();
    delivery.route = row["route"].as<std::string>();
    delivery.connector = row["connector"].as<std::string>();
    delivery.recipient = row["recipient"].as<std::string>();
    delivery.lane = row["lane"].as<std::string>();
    delivery.state = row["state"].as<std::string>();
    delivery.epoch = row["epoch"].as<int>();
    delivery.attempts = row["attempts"].as<int>();
    delivery.crashes = row["crashes"].as<int>();
    delivery.idempotency_key = row["idempotency_key"].as<std::string>();
    delivery.next_attempt_at = row["next_attempt_at"].as<std::string>();
    delivery.published_at = row["published_at"].as<std::string>();
    delivery.sending_since = row["sending_since"].as<std::string>();
    delivery.finished_at = row["finished_at"].as<std::string>();
    delivery.kept_until = row["kept_until"].as<std::string>();
    delivery.reference = row["provider_reference"].as<std::string>();
    delivery.error_code = row["last_error_code"].as<std::string>();
    delivery.error_detail = row["last_error_detail"].as<std::string>();
    return delivery;
}

void add_deliveries(pqxx::transaction_base& transaction, std::vector<MessageRecord>& messages, Retention retention) {
    PostgresArray ids;
    std::unordered_map<std::string, MessageRecord*> by_id;
    for (auto& message : messages) {
        ids.add(message.id);
        by_id.emplace(message.id, &message);
    }
    const auto rows = transaction.exec_params(
        "SELECT message_id, id, route, connector, recipient, lane, state, epoch, attempts, crashes, idempotency_key, "
        "CASE WHEN state = 'pending' THEN " +
            time_column("next_attempt_at") + " ELSE '' END AS next_attempt_at, " + time_column("published_at") +
            " AS published_at, " + time_column("sending_since") + " AS sending_since, " + time_column("finished_at") +
            " AS finished_at, CASE WHEN state IN ('parked', 'unknown') THEN " +
            time_column("(finished_at + $2 * interval '1 day')") +
            " ELSE '' END AS kept_until, "
            "provider_reference, last_error_code, last_error_detail "
            "FROM hub.delivery_instruction JOIN hub.delivery USING (id) WHERE message_id = ANY($1::uuid[]) ORDER BY id",
        ids.text(), retention.parked_days);
    for (const auto& row : rows) by_id.at(row["message_id"].as<std::string>())->deliveries.push_back(delivery_from(row));
}

void add_edited_data(pqxx::transaction_base& transaction, DeliveryRecord& delivery) {
    const auto rows =
        transaction.exec_params("SELECT edited_data FROM hub.delivery_instruction WHERE id = $1", delivery.id);
    if (!rows.empty()) delivery.edited_data = rows[0][0].as<std::string>("");
}

void add_events(pqxx::transaction_base& transaction, DeliveryRecord& delivery) {
    const auto rows =
        transaction.exec_params("SELECT " + time_column("at") +
                                    " AS at, coalesce(from_state, '') AS from_state, to_state, worker, detail, person "
                                    "FROM hub.delivery_event WHERE delivery_id = $1 ORDER BY id",
                                delivery.id);
    for (const auto& row : rows)
        delivery.events.push_back({row["at"].as<std::string>(), row["from_state"].as<std::string>(),
                                   row["to_state"].as<std::string>(), row["worker"].as<std::string>(),
                                   row["detail"].as<std::string>(), row["person"].as<std::string>()});
}

pqxx::result find_rows(pqxx::transaction_base& transaction, const std::string& what) {
    const std::string select = "SELECT " + message_columns() + " FROM hub.message AS m WHERE ";
    const std::string order = " ORDER BY m.accepted_at DESC, m.id DESC LIMIT " + std::to_string(kMostFound);
    if (is_uuid(what)) return transaction.exec_params(select + "m.id = $1::uuid" + order, what);
    // A subject in full is found by its index.
    if (what.find('/') != what.npos) return transaction.exec_params(select + "m.subject = $1" + order, what);
    const std::string by_subject = "(m.subject = $1::text OR right(m.subject, length($1::text) + 1) = '/' || $1::text)";
    if (!is_row_number(what)) return transaction.exec_params(select + by_subject + order, what);
    return transaction.exec_params(
        select + "(m.id IN (SELECT message_id FROM hub.delivery_instruction WHERE id = $1::text::bigint) OR " +
            by_subject + ")" + order,
        what);
}

pqxx::result ask(pqxx::transaction_base& transaction, const std::string& sql, const Conditions& conditions) {
    return transaction.exec_params(sql, pqxx::prepare::make_dynamic_params(conditions.values));
}

void count_matching(pqxx::transaction_base& transaction, const Conditions& conditions, MessageList& list) {
    const auto rows = ask(transaction,
                          "SELECT count(*) FROM (SELECT FROM hub.message AS m WHERE " + conditions.sql + " LIMIT " +
                              std::to_string(kMostCounted + 1) + ") AS matching",
                          conditions);
    list.matched = rows[0][0].as<std::size_t>();
    list.matched_more = list.matched > kMostCounted;
    list.matched = std::min(list.matched, kMostCounted);
}

// PostgreSQL cannot know that the few deliveries of a state are not among the newest messages.
bool is_rare(pqxx::transaction_base& transaction, const std::string& word) {
    const auto state = state_from(word);
    if (!state) return false;
    const auto row = transaction.exec_params1(
        "SELECT count(*) FROM (SELECT FROM hub.delivery AS d WHERE " + is_in(*state, "d") + " LIMIT $1) AS few",
        kMostRare + 1);
    return row[0].as<std::size_t>() <= kMostRare;
}

Error wrong_filter(std::string field, std::string problem) {
    return {ErrorKind::invalid, "messages.invalid_filter", "the messages cannot be chosen like that", {},
            {{std::move(field), std::move(problem)}}};
}

}  // namespace

Result<MessageList> list_messages(UnitOfWork& unit_of_work, const MessageFilter& filter, Retention retention) {
    auto& transaction = runtime::native(unit_of_work);
    Conditions conditions;
    add_message_conditions(filter, conditions);
    add_delivery_conditions(filter, is_rare(transaction, filter.state), conditions);
    MessageList list;
    count_matching(transaction, conditions, list);
    if (!filter.after.empty()) {
        const auto known = transaction.exec_params("SELECT FROM hub.message WHERE id = $1::uuid", filter.after);
        if (known.empty()) return wrong_filter("after", "there is no message " + filter.after + " (any more)");
        conditions.also("(m.accepted_at, m.id) < (SELECT accepted_at, id FROM hub.message WHERE id = " +
                        conditions.place(filter.after) + "::uuid)");
    }
    const auto rows = ask(transaction,
                          "SELECT " + message_columns("''") + " FROM hub.message AS m WHERE " + conditions.sql +
                              " ORDER BY m.accepted_at DESC, m.id DESC LIMIT " + std::to_string(filter.limit + 1),
                          conditions);
    for (const auto& row : rows) {
        if (list.messages.size() == filter.limit) {
            list.next = list.messages.back().id;
            break;
        }
        list.messages.push_back(message_from(row));
    }
    add_deliveries(transaction, list.messages, retention);
    return list;
}

Result<std::vector<MessageRecord>> find_messages(UnitOfWork& unit_of_work, const std::string& what,
                                                 Retention retention) {
    auto& transaction = runtime::native(unit_of_work);
    std::vector<MessageRecord> messages;
    for (const auto& row : find_rows(transaction, what)) messages.push_back(message_from(row));
    if (messages.empty())
        return Error{ErrorKind::not_found, "message.not_found",
                     "no message, delivery or subject \"" + what + "\" is known"};
    add_deliveries(transaction, messages, retention);
    for (auto& message : messages) {
        message.relations = relations_of(transaction, message.id, message.extensions);
        for (auto& delivery : message.deliveries) {
            add_events(transaction, delivery);
            add_edited_data(transaction, delivery);
        }
    }
    return messages;
}

}  // namespace hub::queues
