#include "connectors/passport_db/account_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using accounts::AccountKind;

// The same work for every address: one row, unless there are enough of them.
constexpr auto kKeepLink = R"(
    WITH kept AS (
        INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at)
        SELECT $1, $2, $3, $4, $5::timestamptz, $6::timestamptz
        WHERE (SELECT count(*) < 10 AND count(*) FILTER (WHERE asked_at > $5::timestamptz - interval '1 hour') < 3
               FROM hub.account_link
               WHERE lower(mail) = lower($4) AND asked_at > $5::timestamptz - interval '24 hours')
        RETURNING mail)
    SELECT hub.has_account($2, $4) AS known FROM kept)";

// Each kind of account has a table of its own.
std::string credentials_query(AccountKind kind) {
    switch (kind) {
        case AccountKind::member: return "SELECT user_id, password_hash FROM users";
        case AccountKind::owner: return "SELECT owner_id, password_hash FROM owner";
        case AccountKind::staff: break;
    }
    return "SELECT staff_id, password_hash FROM hub.staff";
}

Error unknown_link() {
    return {ErrorKind::not_found, "accounts.link_unknown",
            "このリンクは使えません。期限が過ぎているか、正しくありません。もう一度お申し込みください。"};
}

Error used_link() {
    return {ErrorKind::conflict, "accounts.link_used", "このリンクは使用済みです。ログインしてください。"};
}

}  // namespace

std::optional<bool> AccountStore::keep_link(UnitOfWork& unit_of_work, const accounts::NewLink& link) {
    auto& transaction = runtime::native(unit_of_work);
    // One after the other for each address, so that those who ask at the same moment are counted too.
    transaction.exec_params("SELECT pg_advisory_xact_lock(hashtextextended(lower($1), 24))", link.mail);
    // Whoever asks tidies a few of the old ones away; those of the last day are still counted.
    transaction.exec_params0(
        "DELETE FROM hub.account_link WHERE digest IN (SELECT digest FROM hub.account_link"
        " WHERE expires_at <= $1::timestamptz AND asked_at <= $1::timestamptz - interval '24 hours'"
        " ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED)",
        to_rfc3339(link.asked_at));
    const auto rows = transaction.exec_params(kKeepLink, link.digest, std::string(name_of(link.kind)),
                                              std::string(name_of(link.purpose)), link.mail, to_rfc3339(link.asked_at),
                                              to_rfc3339(link.expires_at));
    if (rows.empty()) return std::nullopt;
    return rows[0][0].as<bool>();
}

Result<accounts::Link> AccountStore::find_link(UnitOfWork& unit_of_work, AccountKind kind,
                                               accounts::LinkPurpose purpose, const std::string& digest, WallTime now) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(
                              "SELECT mail, (extract(epoch FROM expires_at) * 1000000)::bigint,"
                              " used_at IS NOT NULL FROM hub.account_link WHERE digest = $1 AND account_kind = $2"
                              " AND purpose = $3 AND expires_at > $4::timestamptz",
                              digest, std::string(name_of(kind)), std::string(name_of(purpose)), to_rfc3339(now));
    if (rows.empty()) return unknown_link();
    if (rows[0][2].as<bool>()) return used_link();
    return accounts::Link{rows[0][0].as<std::string>(), wall_time(rows[0][1].as<std::int64_t>())};
}

Result<accounts::Link> AccountStore::use_link(UnitOfWork& unit_of_work, AccountKind kind, accounts::LinkPurpose purpose,
                                              const std::string& digest, WallTime now) {
    auto link = find_link(unit_of_work, kind, purpose, digest, now);
    if (!link) return link;
    const auto used = runtime::native(unit_of_work)
                          .exec_params(
                              "UPDATE hub.account_link SET used_at = $2::timestamptz"
                              " WHERE digest = $1 AND used_at IS NULL",
                              digest, to_rfc3339(now));
    if (used.affected_rows() == 0) return used_link();
    return link;
}

std::optional<accounts::Credentials> AccountStore::find_credentials(UnitOfWork& unit_of_work, AccountKind kind,
                                                                    const std::string& mail) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(credentials_query(kind) +
                                           " WHERE lower(mail) = lower($1) AND status = 'active'"
                                           " AND password_hash IS NOT NULL",
                                       mail);
    if (rows.empty()) return std::nullopt;
    return accounts::Credentials{rows[0][0].as<std::int64_t>(), rows[0][1].as<std::string>()};
}

}  // namespace hub::passport_db
