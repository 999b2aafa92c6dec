#include "connectors/passport_db/account_records.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_tables.hpp"
#include "connectors/passport_db/row_values.hpp"

namespace hub::passport_db {
namespace {

std::string microseconds(const char* column) {
    return "(extract(epoch FROM " + std::string(column) + ") * 1000000)::bigint";
}

std::vector<accounts::LinkRecord> find_links(pqxx::transaction_base& transaction, accounts::Account account,
                                             const std::string& kept_mail, const accounts::MailSeal& seal) {
    std::vector<accounts::LinkRecord> links;
    const auto rows = transaction.exec_params("SELECT purpose, " + microseconds("asked_at") + ", " +
                                                  microseconds("expires_at") + ", " + microseconds("used_at") +
                                                  ", mail FROM hub.account_link WHERE account_kind = $1 AND "
                                                  "(hub.mail_alias(mail) = hub.mail_alias($2) OR account_id = $3)"
                                                  " ORDER BY asked_at DESC",
                                              std::string(name_of(account.kind)), kept_mail, account.id);
    for (const auto& row : rows)
        links.push_back({row[0].as<std::string>(), wall_time(row[1].as<std::int64_t>()),
                         wall_time(row[2].as<std::int64_t>()), optional_wall_time(row[3]),
                         seal.open(row[4].as<std::string>())});
    return links;
}

std::vector<accounts::MessageRecord> find_messages(pqxx::transaction_base& transaction, const Subjects& subjects) {
    std::vector<accounts::MessageRecord> messages;
    const auto rows = transaction.exec_params(
        "SELECT id, type, " + microseconds("accepted_at") +
            " FROM hub.message WHERE subject = $1 OR subject = ANY ($2::text[]) AND data ->> 'purpose' = 'mail_change'"
            " ORDER BY accepted_at DESC LIMIT 1000",
        subjects.own, subjects.asked);
    for (const auto& row : rows)
        messages.push_back({row[0].as<std::string>(), row[1].as<std::string>(), wall_time(row[2].as<std::int64_t>())});
    return messages;
}

// Of records from before there was the account: they are about another one that had its number.
std::vector<accounts::StaffAction> find_staff_actions(pqxx::transaction_base& transaction, accounts::Account account) {
    std::vector<accounts::StaffAction> actions;
    const auto rows = transaction.exec_params(
        "SELECT a.action, " + microseconds("a.at") +
            ", coalesce(s.role, ''), coalesce(v.after ->> 'by', ''), coalesce(v.after ->> 'reason', '')"
            " FROM hub.audit AS a LEFT JOIN hub.audit_value AS v ON v.audit_id = a.id"
            " LEFT JOIN hub.staff AS s ON s.name = a.actor"
            " WHERE a.object_kind = $1 AND a.object_id = $2::text AND a.actor <> $3 AND a.at >="
            " (SELECT created_at FROM " +
            table_of(account.kind) + " WHERE " + column_of(account.kind) + " = $4) ORDER BY a.id DESC LIMIT 1000",
        account.kind == accounts::AccountKind::member ? "users" : "owner", std::to_string(account.id),
        std::string(name_of(account.kind)) + "/" + std::to_string(account.id), account.id);
    for (const auto& row : rows)
        actions.push_back({row[0].as<std::string>(), wall_time(row[1].as<std::int64_t>()), row[2].as<std::string>(),
                           row[3].as<std::string>(), row[4].as<std::string>()});
    return actions;
}

Subjects subjects_with(pqxx::transaction_base& transaction, accounts::Account account, const std::string& kept_mail,
                       const accounts::MailSeal& seal) {
    std::vector<std::string> asked;
    for (const auto& row :
         transaction.exec_params("SELECT mail FROM hub.account_link WHERE account_kind = $1 AND account_id = $2",
                                 std::string(name_of(account.kind)), account.id))
        asked.push_back(seal.subject_of_kept(row[0].as<std::string>()));
    return {seal.subject_of_kept(kept_mail), array_of(asked)};
}

}  // namespace

std::optional<Subjects> subjects_of(pqxx::transaction_base& transaction, accounts::Account account,
                                    const accounts::MailSeal& seal) {
    const auto own = transaction.exec_params(
        "SELECT mail FROM " + table_of(account.kind) + " WHERE " + column_of(account.kind) + " = $1", account.id);
    if (own.empty()) return std::nullopt;
    return subjects_with(transaction, account, own[0][0].as<std::string>(), seal);
}

accounts::AccountRecords find_account_records(pqxx::transaction_base& transaction, accounts::Account account,
                                              const accounts::MailSeal& seal) {
    const auto rows =
        transaction.exec_params("SELECT mail, " + microseconds("updated_at") + ", " + microseconds("consented_at") +
                                    ", " + microseconds("last_login_at") + " FROM " + table_of(account.kind) +
                                    " WHERE " + column_of(account.kind) + " = $1",
                                account.id);
    if (rows.empty()) return {};
    const auto kept = rows[0][0].as<std::string>();
    return {optional_wall_time(rows[0][1]),
            optional_wall_time(rows[0][2]),
            optional_wall_time(rows[0][3]),
            find_links(transaction, account, kept, seal),
            find_messages(transaction, subjects_with(transaction, account, kept, seal)),
            find_staff_actions(transaction, account)};
}

}  // namespace hub::passport_db
