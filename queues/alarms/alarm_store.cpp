#include "queues/alarms/alarm_store.hpp"

#include <pqxx/pqxx>

#include "queues/person_change.hpp"
#include "queues/postgres_array.hpp"
#include "queues/time_column.hpp"
#include "router/core/json.hpp"
#include "router/core/utf8.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kLongestDetail = 1'000;

// As text under its own name; '' when it has not happened.
std::string time_column(const std::string& column) {
    return "coalesce(" + rfc3339_column(column) + ", '') AS " + column;
}

const std::string& columns() {
    static const std::string all =
        "id, kind, subject, " + time_column("began_at") + ", " + time_column("last_seen_at") + ", " +
        time_column("over_at") + ", count, detail, array_to_string(mailed_to, E'\\n') AS mailed_to, " +
        time_column("acknowledged_at") + ", coalesce(acknowledged_by, '') AS acknowledged_by, acknowledged_reason";
    return all;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

AlarmRecord record_from(const pqxx::row& row) {
    AlarmRecord alarm;
    alarm.id = row["id"].as<std::int64_t>();
    alarm.kind = row["kind"].as<std::string>();
    alarm.subject = row["subject"].as<std::string>();
    alarm.began_at = row["began_at"].as<std::string>();
    alarm.last_seen_at = row["last_seen_at"].as<std::string>();
    alarm.over_at = row["over_at"].as<std::string>();
    alarm.count = row["count"].as<std::int64_t>();
    alarm.detail = row["detail"].as<std::string>();
    alarm.mailed_to = lines_of(row["mailed_to"].as<std::string>());
    alarm.acknowledged_at = row["acknowledged_at"].as<std::string>();
    alarm.acknowledged_by = row["acknowledged_by"].as<std::string>();
    alarm.acknowledged_reason = row["acknowledged_reason"].as<std::string>();
    return alarm;
}

std::vector<AlarmRecord> records_from(const pqxx::result& rows) {
    std::vector<AlarmRecord> alarms;
    for (const auto& row : rows) alarms.push_back(record_from(row));
    return alarms;
}

WallTime wall_time(const pqxx::field& microseconds) {
    return WallTime(
        std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(microseconds.as<std::int64_t>())));
}

// The table's own check keeps the kind a known word.
AlarmKind kind_of(const pqxx::row& row) {
    return alarm_kind_from(row["kind"].c_str()).value_or(AlarmKind::failing_check);
}

// Rows of one statement on many alarms.
struct ConditionColumns {
    PostgresArray kinds, subjects, counts, details, quiets, mailed;

    void add(const BeginningAlarm& alarm) {
        kinds.add(to_string(alarm.condition.kind));
        subjects.add(alarm.condition.subject);
        counts.add(alarm.condition.count);
        details.add(utf8_prefix(alarm.condition.detail, kLongestDetail));
        quiets.add(alarm.quiet.count());
        mailed.add(alarm.condition.mailed ? "true" : "false");
    }
};

Result<void> check_staff(pqxx::transaction_base& transaction, const std::string& name) {
    if (!transaction.exec_params("SELECT FROM hub.staff WHERE name = $1 AND may_handle_messages", name).empty())
        return Result<void>::success();
    return Error{ErrorKind::forbidden, "alarm.not_allowed", "\"" + name + "\" may not acknowledge alarms"};
}

Error not_open(pqxx::transaction_base& transaction, std::int64_t id) {
    const auto number = std::to_string(id);
    if (transaction.exec_params("SELECT FROM hub.alarm WHERE id = $1", id).empty())
        return {ErrorKind::not_found, "alarm.not_found", "there is no alarm " + number};
    return {ErrorKind::conflict, "alarm.over", "alarm " + number + " is over; nothing was changed"};
}

void write_alarm(json::Writer& writer, const AlarmRecord& alarm) {
    const auto optional = [&writer](const char* name, const std::string& value) {
        if (!value.empty()) writer.member(name, value);
    };
    writer.begin_object();
    writer.member("id", alarm.id);
    writer.member("kind", alarm.kind);
    if (const auto kind = alarm_kind_from(alarm.kind)) {
        writer.member("name", name_of(*kind));
        writer.member("advice", advice_about(*kind));
    }
    writer.member("subject", alarm.subject);
    writer.member("began_at", alarm.began_at);
    writer.member("last_seen_at", alarm.last_seen_at);
    optional("over_at", alarm.over_at);
    writer.member("count", alarm.count);
    writer.member("detail", alarm.detail);
    writer.key("mailed_to");
    writer.begin_array();
    for (const auto& address : alarm.mailed_to) writer.value(address);
    writer.end_array();
    optional("acknowledged_at", alarm.acknowledged_at);
    optional("acknowledged_by", alarm.acknowledged_by);
    optional("acknowledged_reason", alarm.acknowledged_reason);
    writer.end_object();
}

}  // namespace

std::vector<AlarmRecord> list_alarms(UnitOfWork& unit_of_work, std::size_t limit) {
    auto& transaction = runtime::native(unit_of_work);
    auto alarms = records_from(transaction.exec(
        "SELECT " + columns() + " FROM hub.alarm WHERE over_at IS NULL ORDER BY hub.alarm.began_at DESC, id DESC"));
    const auto recent =
        records_from(transaction.exec_params("SELECT " + columns() +
                                                 " FROM hub.alarm WHERE over_at > now() - interval '7 days' ORDER BY "
                                                 "hub.alarm.over_at DESC, id DESC LIMIT $1",
                                             limit));
    alarms.insert(alarms.end(), recent.begin(), recent.end());
    return alarms;
}

Result<AlarmRecord> acknowledge_alarm(UnitOfWork& unit_of_work, std::int64_t id, const std::string& by,
                                      const std::string& reason) {
    if (auto problems = problems_of({PersonChange::park, by, reason}); !problems.empty())
        return Error{ErrorKind::invalid, "alarm.invalid", "nothing was acknowledged", {}, std::move(problems)};
    auto& transaction = runtime::native(unit_of_work);
    if (auto allowed = check_staff(transaction, by); !allowed) return allowed.error();
    const auto rows = transaction.exec_params(
        "UPDATE hub.alarm SET acknowledged_at = clock_timestamp(), acknowledged_by = $2, acknowledged_reason = $3, "
        // What has come since it was looked at last has been seen by nobody.
        "acknowledged_until = last_seen_at WHERE id = $1 AND over_at IS NULL RETURNING " +
            columns(),
        id, by, reason);
    if (rows.empty()) return not_open(transaction, id);
    const auto alarm = record_from(rows[0]);
    transaction.exec_params0(
        "INSERT INTO hub.audit (actor, action, object_kind, object_id, after) "
        "VALUES ($1, 'alarm.acknowledge', 'alarm', $2, jsonb_build_object('kind', $3::text, 'subject', $4::text, "
        "'reason', $5::text))",
        by, std::to_string(id), alarm.kind, alarm.subject, reason);
    return alarm;
}

std::string to_json(const std::vector<AlarmRecord>& alarms) {
    json::Writer writer;
    writer.begin_object();
    for (const bool open : {true, false}) {
        writer.key(open ? "open" : "recent");
        writer.begin_array();
        for (const auto& alarm : alarms)
            if (alarm.over_at.empty() == open) write_alarm(writer, alarm);
        writer.end_array();
    }
    writer.end_object();
    return writer.take();
}

std::string to_json(const AlarmRecord& alarm) {
    json::Writer writer;
    write_alarm(writer, alarm);
    return writer.take();
}

std::string to_text(const std::vector<AlarmRecord>& alarms) {
    if (alarms.empty()) return "No alarm, and none within the last seven days.";
    std::string text;
    for (const auto& alarm : alarms) {
        text += (text.empty() ? "" : "\n") + std::to_string(alarm.id) + "  " +
                (alarm.over_at.empty() ? "OPEN" : "over") + "  " + alarm.kind + "  " + alarm.subject + "  since " +
                alarm.began_at + (alarm.over_at.empty() ? "" : ", over at " + alarm.over_at) + "\n    " + alarm.detail;
        if (!alarm.acknowledged_by.empty())
            text += "\n    acknowledged by " + alarm.acknowledged_by + ": " + alarm.acknowledged_reason;
    }
    return text;
}

std::vector<OpenAlarm> open_alarms(pqxx::transaction_base& transaction) {
    std::vector<OpenAlarm> alarms;
    const auto rows = transaction.exec(
        "SELECT id, kind, subject, (extract(epoch FROM last_seen_at) * 1000000)::bigint AS last_seen, quiet_seconds, "
        "acknowledged_at IS NOT NULL AS acknowledged FROM hub.alarm WHERE over_at IS NULL FOR UPDATE");
    for (const auto& row : rows)
        alarms.push_back({row["id"].as<std::int64_t>(), kind_of(row), row["subject"].as<std::string>(),
                          wall_time(row["last_seen"]), std::chrono::seconds(row["quiet_seconds"].as<int>()),
                          row["acknowledged"].as<bool>()});
    return alarms;
}

std::vector<PastAlarm> past_alarms(pqxx::transaction_base& transaction) {
    std::vector<PastAlarm> alarms;
    const auto rows = transaction.exec_params(
        "SELECT DISTINCT ON (kind, subject) kind, subject, (extract(epoch FROM over_at) * 1000000)::bigint AS over, "
        "quiet_seconds FROM hub.alarm WHERE over_at > now() - $1 * interval '1 second' "
        "ORDER BY kind, subject, over_at DESC",
        std::int64_t{std::chrono::seconds(kForgotten).count()});
    for (const auto& row : rows)
        alarms.push_back({kind_of(row), row["subject"].as<std::string>(), wall_time(row["over"]),
                          std::chrono::seconds(row["quiet_seconds"].as<int>())});
    return alarms;
}

std::vector<AlarmRecord> begin_alarms(pqxx::transaction_base& transaction, const std::vector<BeginningAlarm>& alarms,
                                      const std::vector<std::string>& mailed_to) {
    if (alarms.empty()) return {};
    ConditionColumns added;
    PostgresArray addresses;
    for (const auto& alarm : alarms) added.add(alarm);
    for (const auto& address : mailed_to) addresses.add(address);
    return records_from(transaction.exec_params(
        "INSERT INTO hub.alarm (kind, subject, count, detail, quiet_seconds, mailed_to) "
        "SELECT kind, subject, count, detail, quiet, CASE WHEN mailed THEN $7::text[] ELSE '{}' END "
        "FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::int[], $6::boolean[]) "
        "AS new (kind, subject, count, detail, quiet, mailed) ON CONFLICT DO NOTHING RETURNING " +
            columns(),
        added.kinds.text(), added.subjects.text(), added.counts.text(), added.details.text(), added.quiets.text(),
        added.mailed.text(), addresses.text()));
}

void mark_seen(pqxx::transaction_base& transaction, const std::vector<SeenAlarm>& alarms) {
    if (alarms.empty()) return;
    PostgresArray ids, counts, details;
    for (const auto& alarm : alarms) {
        ids.add(alarm.id);
        counts.add(alarm.count);
        details.add(utf8_prefix(alarm.detail, kLongestDetail));
    }
    transaction.exec_params0(
        "UPDATE hub.alarm AS a SET last_seen_at = now(), count = seen.count, detail = seen.detail "
        "FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS seen (id, count, detail) "
        "WHERE a.id = seen.id AND a.over_at IS NULL",
        ids.text(), counts.text(), details.text());
}

std::vector<AlarmRecord> end_alarms(pqxx::transaction_base& transaction, const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return {};
    return records_from(transaction.exec_params(
        "UPDATE hub.alarm SET over_at = now() WHERE id = ANY($1::bigint[]) AND over_at IS NULL RETURNING " + columns(),
        to_array(ids)));
}

void forget_old_alarms(pqxx::transaction_base& transaction) {
    transaction.exec0("DELETE FROM hub.alarm WHERE over_at < now() - interval '400 days'");
}

}  // namespace hub::queues
