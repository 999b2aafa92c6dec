#include "connectors/passport_db/account_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_tables.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using accounts::AccountKind;

// The same work for every address: one row, unless there are enough of them.
constexpr auto kKeepLink = R"(
    WITH kept AS (
        INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at,
                                      account_id)
        SELECT $1, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7::bigint
        WHERE (SELECT count(*) < 10 AND count(*) FILTER (WHERE asked_at > $5::timestamptz - interval '1 hour') < 3
               FROM hub.account_link
               WHERE hub.mail_alias(mail) = hub.mail_alias($4) AND asked_at > $5::timestamptz - interval '24 hours')
        RETURNING mail)
    SELECT CASE WHEN $3 IN ('password_reset', 'login') THEN hub.has_active_account($2, $4)
                ELSE hub.has_account($2, $4) END AS known FROM kept)";

Error used_link() {
    return {ErrorKind::conflict, "accounts.link_used", "このリンクは使用済みです。ログインしてください。"};
}

Error taken_mail() {
    return {ErrorKind::conflict, "accounts.mail_taken", "このメールアドレスは、ほかの登録で使われています。"};
}

// Sets one column of account $1 to $2.
std::string change_of(AccountKind kind, const std::string& column) {
    return "UPDATE " + table_of(kind) + " SET " + column + " = $2, updated_at = now() WHERE " + column_of(kind) +
           " = $1";
}

// Before the address changes: what was mailed to the one before it is meant as well.
void use_links_of(pqxx::transaction_base& transaction, accounts::Account account, const std::string& now) {
    transaction.exec_params0(
        "UPDATE hub.account_link l SET used_at = $3::timestamptz FROM " + table_of(account.kind) + " a WHERE a." +
            column_of(account.kind) +
            " = $1 AND l.account_kind = $2 AND l.purpose <> 'registration'"
            " AND l.used_at IS NULL AND (l.account_id = $1 OR hub.mail_alias(l.mail) = hub.mail_alias(a.mail))",
        account.id, std::string(name_of(account.kind)), now);
}

// What was mailed to the address of before stays the account's for as long as it may wait: a week, and the night after.
void keep_former_mail(pqxx::transaction_base& transaction, accounts::Account account, const std::string& now) {
    transaction.exec_params0(
        "INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at, used_at, account_id)"
        " SELECT encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), $2, 'mail_change', mail,"
        " $3::timestamptz, $3::timestamptz + interval '9 days', $3::timestamptz, $1::bigint FROM " +
            table_of(account.kind) + " WHERE " + column_of(account.kind) + " = $1",
        account.id, std::string(name_of(account.kind)), now);
}

}  // namespace

std::optional<bool> AccountStore::keep_link(UnitOfWork& unit_of_work, const accounts::NewLink& link) {
    auto& transaction = runtime::native(unit_of_work);
    // One after the other for each address, so that those who ask at the same moment are counted too.
    transaction.exec_params("SELECT pg_advisory_xact_lock(hashtextextended($1, 24))", seal_.alias(link.mail));
    // Whoever asks tidies a few of the old ones away; those of the last day are still counted.
    transaction.exec_params0(
        "DELETE FROM hub.account_link WHERE digest IN (SELECT digest FROM hub.account_link"
        " WHERE expires_at <= $1::timestamptz AND asked_at <= $1::timestamptz - interval '24 hours'"
        " ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED)",
        to_rfc3339(link.asked_at));
    const auto account_id = std::to_string(link.account_id);
    const auto rows =
        transaction.exec_params(kKeepLink, link.digest, std::string(name_of(link.kind)),
                                std::string(name_of(link.purpose)), seal_.seal(link.mail), to_rfc3339(link.asked_at),
                                to_rfc3339(link.expires_at), link.account_id == 0 ? nullptr : account_id.c_str());
    if (rows.empty()) return std::nullopt;
    return rows[0][0].as<bool>();
}

Result<accounts::Link> AccountStore::find_link(UnitOfWork& unit_of_work, AccountKind kind,
                                               accounts::LinkPurpose purpose, const std::string& digest, WallTime now) {
    const auto rows =
        runtime::native(unit_of_work)
            .exec_params(
                "SELECT mail, (extract(epoch FROM expires_at) * 1000000)::bigint,"
                " used_at IS NOT NULL, account_id FROM hub.account_link WHERE digest = $1 AND account_kind = $2"
                " AND purpose = $3 AND expires_at > $4::timestamptz",
                digest, std::string(name_of(kind)), std::string(name_of(purpose)), to_rfc3339(now));
    if (rows.empty()) return accounts::unknown_link();
    if (rows[0][2].as<bool>()) return used_link();
    auto mail = seal_.open(rows[0][0].as<std::string>());
    if (mail.empty()) return accounts::unknown_link();  // another account_key sealed it
    return accounts::Link{std::move(mail), wall_time(rows[0][1].as<std::int64_t>()),
                          rows[0][3].is_null() ? 0 : rows[0][3].as<std::int64_t>()};
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
                          .exec_params("SELECT " + column_of(kind) + ", password_hash FROM " + table_of(kind) +
                                           " WHERE hub.mail_alias(mail) = $1 AND status = 'active'"
                                           " AND password_hash IS NOT NULL",
                                       seal_.alias(mail));
    if (rows.empty()) return std::nullopt;
    return accounts::Credentials{rows[0][0].as<std::int64_t>(), rows[0][1].as<std::string>()};
}

std::optional<std::int64_t> AccountStore::find_account(UnitOfWork& unit_of_work, AccountKind kind,
                                                       const std::string& mail) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params("SELECT " + column_of(kind) + " FROM " + table_of(kind) +
                                           " WHERE hub.mail_alias(mail) = $1 AND status = 'active'",
                                       seal_.alias(mail));
    if (rows.empty()) return std::nullopt;
    return rows[0][0].as<std::int64_t>();
}

std::optional<accounts::OwnAccess> AccountStore::find_access(UnitOfWork& unit_of_work, accounts::Account account) {
    const auto rows =
        runtime::native(unit_of_work)
            .exec_params("SELECT mail, coalesce(password_hash, '') FROM " + table_of(account.kind) + " WHERE " +
                             column_of(account.kind) + " = $1 AND status = 'active' AND mail IS NOT NULL",
                         account.id);
    if (rows.empty()) return std::nullopt;
    return accounts::OwnAccess{seal_.open(rows[0][0].as<std::string>()), rows[0][1].as<std::string>()};
}

bool AccountStore::hold_password(UnitOfWork& unit_of_work, accounts::Account account, const std::string& hash) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params("SELECT FROM " + table_of(account.kind) + " WHERE " + column_of(account.kind) +
                                           " = $1 AND status = 'active' AND password_hash = $2 FOR NO KEY UPDATE",
                                       account.id, hash);
    return !rows.empty();
}

void AccountStore::set_password(UnitOfWork& unit_of_work, accounts::Account account, const std::string& hash,
                                WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    transaction.exec_params0(change_of(account.kind, "password_hash"), account.id, hash);
    use_links_of(transaction, account, to_rfc3339(now));
}

Result<void> AccountStore::set_mail(UnitOfWork& unit_of_work, accounts::Account account, const std::string& mail,
                                    WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    use_links_of(transaction, account, to_rfc3339(now));
    keep_former_mail(transaction, account, to_rfc3339(now));
    // An application that was never finished holds no address back, nor does a member who left.
    transaction.exec_params0("DELETE FROM " + table_of(account.kind) +
                                 " WHERE hub.mail_alias(mail) = $1 AND status IN ('provisional', 'withdrawn')",
                             seal_.alias(mail));
    try {
        transaction.exec_params0(change_of(account.kind, "mail"), account.id, seal_.seal(mail));
    } catch (const pqxx::unique_violation&) {
        return taken_mail();
    }
    return Result<void>::success();
}

}  // namespace hub::passport_db
