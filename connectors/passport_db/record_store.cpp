#include "connectors/passport_db/record_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

std::string microseconds(const char* column) {
    return "(extract(epoch FROM " + std::string(column) + ") * 1000000)::bigint";
}

std::optional<WallTime> time_of(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return wall_time(field.as<std::int64_t>());
}

std::vector<members::LinkRecord> find_links(pqxx::transaction_base& transaction, std::int64_t user_id) {
    std::vector<members::LinkRecord> links;
    const auto rows = transaction.exec_params(
        "SELECT purpose, " + microseconds("asked_at") + ", " + microseconds("expires_at") + ", " +
            microseconds("used_at") +
            " FROM hub.account_link WHERE account_kind = 'member'"
            " AND lower(mail) = (SELECT lower(mail) FROM users WHERE user_id = $1) ORDER BY asked_at DESC",
        user_id);
    for (const auto& row : rows)
        links.push_back({row[0].as<std::string>(), wall_time(row[1].as<std::int64_t>()),
                         wall_time(row[2].as<std::int64_t>()), time_of(row[3])});
    return links;
}

std::vector<members::MessageRecord> find_messages(pqxx::transaction_base& transaction, const std::string& subject) {
    std::vector<members::MessageRecord> messages;
    const auto rows =
        transaction.exec_params("SELECT id, type, " + microseconds("accepted_at") +
                                    " FROM hub.message WHERE subject = $1 ORDER BY accepted_at DESC LIMIT 1000",
                                subject);
    for (const auto& row : rows)
        messages.push_back({row[0].as<std::string>(), row[1].as<std::string>(), wall_time(row[2].as<std::int64_t>())});
    return messages;
}

}  // namespace

members::Records RecordStore::find(UnitOfWork& unit_of_work, std::int64_t user_id, const std::string& subject) {
    auto& transaction = runtime::native(unit_of_work);
    members::Records records;
    const auto rows =
        transaction.exec_params("SELECT coalesce(card_number, ''), " + microseconds("consented_at") + ", " +
                                    microseconds("last_login_at") + " FROM users WHERE user_id = $1",
                                user_id);
    if (rows.empty()) return records;
    records.card_number = rows[0][0].as<std::string>();
    records.consented_at = time_of(rows[0][1]);
    records.last_login_at = time_of(rows[0][2]);
    records.links = find_links(transaction, user_id);
    records.messages = find_messages(transaction, subject);
    return records;
}

bool RecordStore::erase(UnitOfWork& unit_of_work, std::int64_t user_id, const std::string& subject) {
    const auto row =
        runtime::native(unit_of_work).exec_params1("SELECT hub.erase_member($1, $2) IS NOT NULL", user_id, subject);
    return row[0].as<bool>();
}

std::string RecordStore::card_number(UnitOfWork& unit_of_work, std::int64_t user_id, const std::string& candidate) {
    auto& transaction = runtime::native(unit_of_work);
    const auto known = transaction.exec_params("SELECT card_number FROM users WHERE user_id = $1", user_id);
    if (known.empty()) return {};
    if (!known[0][0].is_null()) return known[0][0].as<std::string>();
    const auto given = transaction.exec_params(
        "UPDATE users SET card_number = coalesce(card_number, $2) WHERE user_id = $1"
        " AND NOT EXISTS (SELECT FROM users WHERE card_number = $2) RETURNING card_number",
        user_id, candidate);
    return given.empty() ? std::string() : given[0][0].as<std::string>();
}

}  // namespace hub::passport_db
