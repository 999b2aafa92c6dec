#include "connectors/passport_db/second_step_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_tables.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using accounts::Account;
using accounts::SecondStepMethod;

std::string of_account(Account account) { return " WHERE " + column_of(account.kind) + " = $1"; }

}  // namespace

std::optional<accounts::SecondStep> SecondStepStore::find_second_step(UnitOfWork& unit_of_work, Account account) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(
                              "SELECT method, coalesce(secret, ''), last_step, cardinality(recovery_codes),"
                              " (extract(epoch FROM began_at) * 1000000)::bigint"
                              " FROM hub.second_step" +
                                  of_account(account),
                              account.id);
    if (rows.empty()) return std::nullopt;
    const bool mail = rows[0][0].as<std::string>() == name_of(SecondStepMethod::mail);
    return accounts::SecondStep{mail ? SecondStepMethod::mail : SecondStepMethod::authenticator,
                                rows[0][1].as<std::string>(), rows[0][2].as<std::int64_t>(), rows[0][3].as<int>(),
                                wall_time(rows[0][4].as<std::int64_t>())};
}

void SecondStepStore::begin_second_step(UnitOfWork& unit_of_work, Account account,
                                        const accounts::NewSecondStep& step) {
    runtime::native(unit_of_work)
        .exec_params0("INSERT INTO hub.second_step (" + column_of(account.kind) +
                          ", method, secret, last_step, recovery_codes, began_at)"
                          " VALUES ($1, $2, nullif($3, ''), $4, $5::text[], $6::timestamptz) ON CONFLICT (" +
                          column_of(account.kind) +
                          ") DO UPDATE SET method = excluded.method, secret = excluded.secret,"
                          " last_step = excluded.last_step, recovery_codes = excluded.recovery_codes,"
                          " code_digest = NULL, code_expires_at = NULL, code_tries = 0, began_at = excluded.began_at",
                      account.id, std::string(name_of(step.method)), step.secret, step.last_step,
                      array_of(step.recovery_digests), to_rfc3339(step.began_at));
}

bool SecondStepStore::end_second_step(UnitOfWork& unit_of_work, Account account) {
    const auto ended =
        runtime::native(unit_of_work).exec_params("DELETE FROM hub.second_step" + of_account(account), account.id);
    return ended.affected_rows() == 1;
}

void SecondStepStore::keep_code(UnitOfWork& unit_of_work, Account account, const accounts::MailedCode& code) {
    runtime::native(unit_of_work)
        .exec_params0("UPDATE hub.second_step SET code_digest = $2, code_expires_at = $3::timestamptz, code_tries = 0" +
                          of_account(account),
                      account.id, code.digest, to_rfc3339(code.expires_at));
}

bool SecondStepStore::use_code(UnitOfWork& unit_of_work, Account account, const std::string& digest, WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    // Whoever tries at the same moment waits for this row: no more than so many tries are counted.
    const auto tried = transaction.exec_params(
        "UPDATE hub.second_step SET code_tries = code_tries + 1" + of_account(account) +
            " AND code_tries < $2 AND code_expires_at > $3::timestamptz RETURNING code_digest = $4",
        account.id, accounts::kMostCodeTries, to_rfc3339(now), digest);
    if (tried.empty() || !tried[0][0].as<bool>()) return false;
    transaction.exec_params0(
        "UPDATE hub.second_step SET code_digest = NULL, code_expires_at = NULL" + of_account(account), account.id);
    return true;
}

bool SecondStepStore::use_step(UnitOfWork& unit_of_work, Account account, std::int64_t step) {
    const auto used =
        runtime::native(unit_of_work)
            .exec_params("UPDATE hub.second_step SET last_step = $2" + of_account(account) + " AND last_step < $2",
                         account.id, step);
    return used.affected_rows() == 1;
}

bool SecondStepStore::use_recovery_code(UnitOfWork& unit_of_work, Account account, const std::string& digest) {
    const auto used = runtime::native(unit_of_work)
                          .exec_params("UPDATE hub.second_step SET recovery_codes = array_remove(recovery_codes, $2)" +
                                           of_account(account) + " AND $2 = ANY (recovery_codes)",
                                       account.id, digest);
    return used.affected_rows() == 1;
}

}  // namespace hub::passport_db
