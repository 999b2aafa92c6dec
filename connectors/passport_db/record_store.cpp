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

// The links that were mailed to a member, and those that the member asked for to change to another address.
constexpr auto kLinksOf = R"( FROM hub.account_link WHERE account_kind = 'member' AND (account_id = $1
    OR lower(mail) = (SELECT lower(mail) FROM users WHERE user_id = $1)))";

std::vector<members::LinkRecord> find_links(pqxx::transaction_base& transaction, std::int64_t user_id) {
    std::vector<members::LinkRecord> links;
    const auto rows =
        transaction.exec_params("SELECT purpose, " + microseconds("asked_at") + ", " + microseconds("expires_at") +
                                    ", " + microseconds("used_at") + kLinksOf + " ORDER BY asked_at DESC",
                                user_id);
    for (const auto& row : rows)
        links.push_back({row[0].as<std::string>(), wall_time(row[1].as<std::int64_t>()),
                         wall_time(row[2].as<std::int64_t>()), time_of(row[3])});
    return links;
}

// Of the messages to a member: those to the member's own address, and to others about a change to them.
struct Subjects {
    std::string own;
    std::string asked;  // an array
};

std::optional<Subjects> subjects_of(pqxx::transaction_base& transaction, std::int64_t user_id,
                                    const members::SubjectOf& subject_of) {
    const auto own = transaction.exec_params("SELECT mail FROM users WHERE user_id = $1", user_id);
    if (own.empty()) return std::nullopt;
    std::vector<std::string> asked;
    for (const auto& row : transaction.exec_params(
             "SELECT mail FROM hub.account_link WHERE account_kind = 'member' AND account_id = $1", user_id))
        asked.push_back(subject_of(row[0].as<std::string>()));
    return Subjects{subject_of(own[0][0].as<std::string>()), array_of(asked)};
}

std::vector<members::MessageRecord> find_messages(pqxx::transaction_base& transaction, const Subjects& subjects) {
    std::vector<members::MessageRecord> messages;
    const auto rows = transaction.exec_params(
        "SELECT id, type, " + microseconds("accepted_at") +
            " FROM hub.message WHERE subject = $1 OR subject = ANY ($2::text[]) AND data ->> 'purpose' = 'mail_change'"
            " ORDER BY accepted_at DESC LIMIT 1000",
        subjects.own, subjects.asked);
    for (const auto& row : rows)
        messages.push_back({row[0].as<std::string>(), row[1].as<std::string>(), wall_time(row[2].as<std::int64_t>())});
    return messages;
}

}  // namespace

members::Records RecordStore::find(UnitOfWork& unit_of_work, std::int64_t user_id,
                                   const members::SubjectOf& subject_of) {
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
    if (const auto subjects = subjects_of(transaction, user_id, subject_of))
        records.messages = find_messages(transaction, *subjects);
    return records;
}

bool RecordStore::erase(UnitOfWork& unit_of_work, std::int64_t user_id, const members::SubjectOf& subject_of) {
    auto& transaction = runtime::native(unit_of_work);
    const auto subjects = subjects_of(transaction, user_id, subject_of);
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
