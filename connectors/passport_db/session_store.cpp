#include "connectors/passport_db/session_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// What is left of a moment's idle time is told by when the session was last seen.
constexpr auto kSelect = R"(
    SELECT s.digest, s.user_id, (extract(epoch FROM s.began_at) * 1000000)::bigint,
           (extract(epoch FROM s.seen_at) * 1000000)::bigint
    FROM hub.member_session s JOIN users u USING (user_id)
    WHERE u.status = 'active' AND s.expires_at > $2::timestamptz
      AND s.seen_at > $2::timestamptz - make_interval(hours => $3) AND )";

members::Session session_of(const pqxx::row& row) {
    return {row[0].as<std::string>(), row[1].as<std::int64_t>(), wall_time(row[2].as<std::int64_t>()),
            wall_time(row[3].as<std::int64_t>())};
}

int idle_hours() { return static_cast<int>(members::kSessionIdle.count()); }

}  // namespace

void SessionStore::begin(UnitOfWork& unit_of_work, const members::Session& session, const std::string& before) {
    auto& transaction = runtime::native(unit_of_work);
    const auto now = to_rfc3339(session.began_at);
    transaction.exec_params0("DELETE FROM hub.member_session WHERE digest = $1", before);
    // Whoever logs in tidies a few of the ended ones away.
    transaction.exec_params0(
        "DELETE FROM hub.member_session WHERE digest IN (SELECT digest FROM hub.member_session"
        " WHERE expires_at <= $1::timestamptz ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED)",
        now);
    transaction.exec_params0(
        "INSERT INTO hub.member_session (digest, user_id, began_at, seen_at, expires_at)"
        " VALUES ($1, $2, $3::timestamptz, $3::timestamptz, $4::timestamptz)",
        session.digest, session.user_id, now, to_rfc3339(session.began_at + members::kSessionLife));
    transaction.exec_params0(
        "DELETE FROM hub.member_session WHERE digest IN (SELECT digest FROM hub.member_session WHERE user_id = $1"
        " ORDER BY began_at DESC, digest OFFSET $2)",
        session.user_id, members::kMostSessions);
    transaction.exec_params0("UPDATE users SET last_login_at = $2::timestamptz WHERE user_id = $1", session.user_id,
                             now);
}

std::optional<members::Session> SessionStore::find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    const auto rows =
        transaction.exec_params(std::string(kSelect) + "s.digest = $1", digest, to_rfc3339(now), idle_hours());
    if (rows.empty()) return std::nullopt;
    auto session = session_of(rows[0]);
    if (now - session.seen_at > std::chrono::minutes(5)) {
        transaction.exec_params0("UPDATE hub.member_session SET seen_at = $2::timestamptz WHERE digest = $1", digest,
                                 to_rfc3339(now));
        session.seen_at = now;
    }
    return session;
}

std::vector<members::Session> SessionStore::list(UnitOfWork& unit_of_work, std::int64_t user_id, WallTime now) {
    std::vector<members::Session> all;
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(std::string(kSelect) + "s.user_id = $1 ORDER BY s.began_at DESC, s.digest",
                                       user_id, to_rfc3339(now), idle_hours());
    for (const auto& row : rows) all.push_back(session_of(row));
    return all;
}

void SessionStore::end(UnitOfWork& unit_of_work, const std::string& digest) {
    runtime::native(unit_of_work).exec_params0("DELETE FROM hub.member_session WHERE digest = $1", digest);
}

int SessionStore::end_all(UnitOfWork& unit_of_work, std::int64_t user_id) {
    const auto ended =
        runtime::native(unit_of_work).exec_params("DELETE FROM hub.member_session WHERE user_id = $1", user_id);
    return static_cast<int>(ended.affected_rows());
}

}  // namespace hub::passport_db
