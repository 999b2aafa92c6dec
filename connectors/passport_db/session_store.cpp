#include "connectors/passport_db/session_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_tables.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using accounts::Account;
using accounts::AccountKind;

// What is left of a moment's idle time is told by when the session was last seen.
constexpr auto kSelect = R"(
    SELECT s.digest, s.user_id, s.owner_id, s.staff_id,
           CASE WHEN s.user_id IS NOT NULL THEN 'member' WHEN s.owner_id IS NOT NULL THEN 'owner' ELSE t.role END,
           (extract(epoch FROM s.began_at) * 1000000)::bigint, (extract(epoch FROM s.seen_at) * 1000000)::bigint
    FROM hub.session s LEFT JOIN users u USING (user_id) LEFT JOIN owner o USING (owner_id)
         LEFT JOIN hub.staff t USING (staff_id)
    WHERE coalesce(u.status, o.status, t.status) = 'active' AND s.expires_at > $2::timestamptz
      AND s.seen_at > $2::timestamptz - make_interval(hours => CASE WHEN s.staff_id IS NULL THEN $3::int ELSE $4::int END)
      AND )";

Account account_of(const pqxx::row& row) {
    if (!row[1].is_null()) return {AccountKind::member, row[1].as<std::int64_t>()};
    if (!row[2].is_null()) return {AccountKind::owner, row[2].as<std::int64_t>()};
    return {AccountKind::staff, row[3].as<std::int64_t>()};
}

accounts::Session session_of(const pqxx::row& row) {
    return {row[0].as<std::string>(), account_of(row),
            accounts::role_of(row[4].as<std::string>("")).value_or(accounts::Role::visitor),
            wall_time(row[5].as<std::int64_t>()), wall_time(row[6].as<std::int64_t>())};
}

int in_hours(std::chrono::hours time) { return static_cast<int>(time.count()); }

// Whether the account is active when this commits: its row is held from here on, against whoever suspends it. The
// application may lock no row of staff itself. The foreign key does, against whoever suspends or invites anew, and has
// let the statement wait for them: it is looked at once more, as it is now.
bool store_session(pqxx::transaction_base& transaction, const accounts::NewSession& session, const std::string& now) {
    const bool of_staff = session.account.kind == AccountKind::staff;
    const auto column = column_of(session.account.kind);
    const auto begun = transaction.exec_params(
        "INSERT INTO hub.session (digest, " + column + ", began_at, seen_at, expires_at) SELECT $1, " + column +
            ", $3::timestamptz, $3::timestamptz, $4::timestamptz FROM " + table_of(session.account.kind) + " WHERE " +
            column + " = $2 AND status = 'active'" + (of_staff ? "" : " FOR NO KEY UPDATE"),
        session.digest, session.account.id, now,
        to_rfc3339(session.began_at + accounts::life_of(session.account.kind)));
    if (begun.affected_rows() == 0) return false;
    if (!of_staff) return true;
    const auto ended = transaction.exec_params(
        "DELETE FROM hub.session WHERE digest = $1"
        " AND NOT EXISTS (SELECT FROM hub.staff WHERE staff_id = $2 AND status = 'active')",
        session.digest, session.account.id);
    return ended.affected_rows() == 0;
}

// A login is noted where the account has a place for it.
void note_login(pqxx::transaction_base& transaction, Account account, const std::string& now) {
    const auto table = account.kind == AccountKind::member  ? "users"
                       : account.kind == AccountKind::owner ? "owner"
                                                            : "";
    if (*table == '\0') return;
    transaction.exec_params0("UPDATE " + std::string(table) + " SET last_login_at = $2::timestamptz WHERE " +
                                 column_of(account.kind) + " = $1",
                             account.id, now);
}

}  // namespace

bool SessionStore::begin(UnitOfWork& unit_of_work, const accounts::NewSession& session) {
    auto& transaction = runtime::native(unit_of_work);
    const auto now = to_rfc3339(session.began_at);
    const auto column = column_of(session.account.kind);
    // The account's row first, then sessions, as whoever suspends it.
    if (!store_session(transaction, session, now)) return false;
    transaction.exec_params0("DELETE FROM hub.session WHERE digest = $1", session.before);
    // Whoever logs in tidies a few of the ended ones away.
    transaction.exec_params0(
        "DELETE FROM hub.session WHERE digest IN (SELECT digest FROM hub.session"
        " WHERE expires_at <= $1::timestamptz ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED)",
        now);
    transaction.exec_params0("DELETE FROM hub.session WHERE digest IN (SELECT digest FROM hub.session WHERE " + column +
                                 " = $1 ORDER BY began_at DESC, digest OFFSET $2)",
                             session.account.id, accounts::kMostSessions);
    note_login(transaction, session.account, now);
    return true;
}

std::optional<accounts::Session> SessionStore::find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    const auto rows = transaction.exec_params(std::string(kSelect) + "s.digest = $1", digest, to_rfc3339(now),
                                              in_hours(accounts::kSessionIdle), in_hours(accounts::kStaffIdle));
    if (rows.empty()) return std::nullopt;
    auto session = session_of(rows[0]);
    if (now - session.seen_at > std::chrono::minutes(5)) {
        transaction.exec_params0("UPDATE hub.session SET seen_at = $2::timestamptz WHERE digest = $1", digest,
                                 to_rfc3339(now));
        session.seen_at = now;
    }
    return session;
}

std::vector<accounts::Session> SessionStore::list(UnitOfWork& unit_of_work, Account account, WallTime now) {
    std::vector<accounts::Session> all;
    const auto rows =
        runtime::native(unit_of_work)
            .exec_params(
                std::string(kSelect) + "s." + column_of(account.kind) + " = $1 ORDER BY s.began_at DESC, s.digest",
                account.id, to_rfc3339(now), in_hours(accounts::kSessionIdle), in_hours(accounts::kStaffIdle));
    for (const auto& row : rows) all.push_back(session_of(row));
    return all;
}

void SessionStore::end(UnitOfWork& unit_of_work, const std::string& digest) {
    runtime::native(unit_of_work).exec_params0("DELETE FROM hub.session WHERE digest = $1", digest);
}

int SessionStore::end_all(UnitOfWork& unit_of_work, Account account) {
    const auto ended =
        runtime::native(unit_of_work)
            .exec_params("DELETE FROM hub.session WHERE " + column_of(account.kind) + " = $1", account.id);
    return static_cast<int>(ended.affected_rows());
}

int SessionStore::end_others(UnitOfWork& unit_of_work, Account account, const std::string& kept) {
    const auto ended =
        runtime::native(unit_of_work)
            .exec_params("DELETE FROM hub.session WHERE " + column_of(account.kind) + " = $1 AND digest <> $2",
                         account.id, kept);
    return static_cast<int>(ended.affected_rows());
}

}  // namespace hub::passport_db
