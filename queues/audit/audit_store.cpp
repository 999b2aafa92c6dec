#include "queues/audit/audit_store.hpp"

#include <charconv>

#include <pqxx/pqxx>

#include "queues/postgres_array.hpp"
#include "queues/prepared_statement.hpp"

namespace hub::queues {
namespace {

// As hub.audit_time, which whoever owns the database might replace.
std::string exact_time(const std::string& column) {
    return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
}

std::string text_of(const pqxx::field& field) { return field.is_null() ? std::string() : field.as<std::string>(); }

std::optional<std::string> optional_text(const pqxx::field& field) {
    return field.is_null() ? std::nullopt : std::optional(field.as<std::string>());
}

std::vector<std::int64_t> numbers_in(const std::string& list) {
    std::vector<std::int64_t> numbers;
    const char* const end = list.data() + list.size();
    for (const char* place = list.data(); place < end; ++place) {
        std::int64_t number = 0;
        place = std::from_chars(place, end, number).ptr;
        numbers.push_back(number);
    }
    return numbers;
}

const std::string& seal_columns() {
    static const std::string columns =
        "SELECT number, " + exact_time("sealed_at") +
        " AS sealed_at, encode(previous, 'hex') AS previous, "
        "array_to_string(ids, ',', 'NULL') AS ids, encode(digests, 'hex') AS digests, records, encode(seal, 'hex') AS "
        "seal FROM hub.audit_seal ";
    return columns;
}

std::vector<AuditSeal> seals_from(const pqxx::result& rows) {
    std::vector<AuditSeal> seals;
    for (const auto& row : rows)
        seals.push_back({row["number"].as<std::int64_t>(), text_of(row["sealed_at"]), text_of(row["previous"]),
                         numbers_in(text_of(row["ids"])), text_of(row["digests"]), row["records"].as<std::int64_t>(),
                         text_of(row["seal"])});
    return seals;
}

}  // namespace

std::optional<int> seal_oldest(pqxx::transaction_base& transaction, int most) {
    const auto row = transaction.exec_params1("SELECT hub.seal_audit($1)", most);
    return row[0].is_null() ? std::nullopt : std::optional(row[0].as<int>());
}

Unsealed unsealed(pqxx::transaction_base& transaction) {
    const auto row = transaction.exec1(
        "SELECT count(*), coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(since))), 0) "
        "FROM hub.audit_unsealed");
    return {row[0].as<std::int64_t>(), row[1].as<double>()};
}

std::vector<AuditSeal> seals_after(pqxx::transaction_base& transaction, std::int64_t number, std::size_t most) {
    return seals_from(run_prepared(transaction, "audit_seals_after",
                                   seal_columns() + "WHERE number > $1 ORDER BY number LIMIT $2", number, most));
}

std::optional<AuditSeal> seal_numbered(pqxx::transaction_base& transaction, std::int64_t number) {
    auto seals =
        seals_from(run_prepared(transaction, "audit_seal_numbered", seal_columns() + "WHERE number = $1", number));
    return seals.empty() ? std::nullopt : std::optional(std::move(seals.front()));
}

std::vector<Leaving> leavings_in(pqxx::transaction_base& transaction, const std::vector<AuditSeal>& seals) {
    std::vector<std::int64_t> ids;
    for (const auto& seal : seals) ids.insert(ids.end(), seal.ids.begin(), seal.ids.end());
    std::vector<Leaving> leavings;
    const auto rows = run_prepared(transaction, "audit_leavings_in",
                                   "SELECT concat_ws(' ', " + exact_time("a.at") +
                                       ", split_part(a.action, '.', 1), a.object_id, v.after ->> 'registered_at') "
                                       "FROM hub.audit AS a JOIN hub.audit_value AS v ON v.audit_id = a.id "
                                       "WHERE a.id = ANY ($1::bigint[]) AND a.action IN ('member.leave', 'owner.leave')"
                                       " ORDER BY a.id",
                                   to_array(ids));
    // Whoever may write records may write such as are none of ours: a line of them could not be read again.
    for (const auto& row : rows)
        if (auto leaving = leaving_of_line(row[0].as<std::string>())) leavings.push_back(std::move(*leaving));
    return leavings;
}

AuditCounts audit_counts(pqxx::transaction_base& transaction) {
    const auto row = transaction.exec1(
        "SELECT (SELECT count(*) FROM hub.audit), (SELECT count(*) FROM hub.audit_unsealed), "
        "coalesce(max(number), 0), coalesce((SELECT records FROM hub.audit_seal ORDER BY number DESC LIMIT 1), 0) "
        "FROM hub.audit_seal");
    return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>(), row[3].as<std::int64_t>()};
}

std::string record_source(const std::string& records) {
    // Values are erased only if a later record of the same object says so, or after the years that all of them are
    // kept.
    return "SELECT a.id, " + exact_time("a.at") +
           " AS at, a.actor, a.action, a.object_kind, a.object_id, "
           "encode(a.value_digest, 'hex') AS value_digest, v.salt, v.before, v.after, "
           "v.erased_by IS NOT NULL AND EXISTS (SELECT FROM hub.audit AS e WHERE e.id = v.erased_by "
           "AND e.id > a.id AND (e.action = 'audit.expire' AND a.at <= e.at - interval '3 years' "
           "OR e.action = 'audit.erase' "
           "AND e.object_kind = a.object_kind AND e.object_id = a.object_id)) AS erased "
           "FROM " +
           records + " AS a LEFT JOIN hub.audit_value AS v ON v.audit_id = a.id ";
}

std::vector<AuditRecord> records_from(const pqxx::result& rows) {
    std::vector<AuditRecord> records;
    records.reserve(rows.size());
    for (const auto& row : rows) {
        AuditRecord record{row["id"].as<std::int64_t>(), text_of(row["at"]),          text_of(row["actor"]),
                           text_of(row["action"]),       text_of(row["object_kind"]), text_of(row["object_id"]),
                           text_of(row["value_digest"])};
        record.erased = row["erased"].as<bool>();
        if (!row["salt"].is_null())
            record.values =
                AuditValues{text_of(row["salt"]), optional_text(row["before"]), optional_text(row["after"])};
        records.push_back(std::move(record));
    }
    return records;
}

std::map<std::int64_t, AuditRecord> records_with(pqxx::transaction_base& transaction,
                                                 const std::vector<std::int64_t>& ids) {
    std::map<std::int64_t, AuditRecord> found;
    const auto rows = run_prepared(transaction, "audit_records_with",
                                   record_source() + "WHERE a.id = ANY ($1::bigint[])", to_array(ids));
    for (auto& record : records_from(rows)) found.emplace(record.id, std::move(record));
    return found;
}

std::vector<std::int64_t> records_past_the_hub(pqxx::transaction_base& transaction, std::size_t most) {
    std::vector<std::int64_t> ids;
    transaction.exec0("SET LOCAL statement_timeout = '10min'");
    const auto rows = transaction.exec_params(
        "SELECT id FROM hub.audit EXCEPT (SELECT unnest(ids) FROM hub.audit_seal UNION ALL "
        "SELECT audit_id FROM hub.audit_unsealed) ORDER BY 1 LIMIT $1",
        most);
    for (const auto& row : rows) ids.push_back(row[0].as<std::int64_t>());
    return ids;
}

}  // namespace hub::queues
