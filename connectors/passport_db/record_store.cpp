#include "connectors/passport_db/record_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_records.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
members::Records RecordStore::find(UnitOfWork& unit_of_work, std::int64_t user_id) {
    auto& transaction = runtime::native(unit_of_work);
    members::Records records;
    static_cast<accounts::AccountRecords&>(records) =
        find_account_records(transaction, {accounts::AccountKind::member, user_id}, seal_);
    const auto rows = transaction.exec_params(
        "SELECT coalesce(card_number, ''), coalesce(card_valid_until::text, ''), nickname,"
        " coalesce(birth_date::text, ''), coalesce(push_device, '') FROM users WHERE user_id = $1",
        user_id);
    if (rows.empty()) return records;
    records.card_number = rows[0][0].as<std::string>();
    records.card_valid_until = rows[0][1].as<std::string>();
    records.nickname = rows[0][2].as<std::string>();
    records.birth_date = rows[0][3].as<std::string>();
    records.push_device = rows[0][4].as<std::string>();
    for (const auto& row : transaction.exec_params(
             "SELECT child::text FROM users, unnest(children_birth_dates) WITH ORDINALITY AS born (child, position)"
             " WHERE user_id = $1 ORDER BY position",
             user_id))
        records.children_birth_dates.push_back(row[0].as<std::string>());
    return records;
}

bool RecordStore::erase(UnitOfWork& unit_of_work, std::int64_t user_id) {
    auto& transaction = runtime::native(unit_of_work);
    const auto subjects = subjects_of(transaction, {accounts::AccountKind::member, user_id}, seal_);
    if (!subjects) return false;
    const auto row = transaction.exec_params1("SELECT hub.erase_member($1, $2, $3::text[])", user_id, subjects->own,
                                              subjects->asked);
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
