#include "connectors/passport_db/migrations.hpp"

#include <chrono>
#include <cstdio>
#include <map>
#include <thread>

#include <pqxx/pqxx>

#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"

namespace hub::passport_db {
namespace {

// Whoever migrates holds this advisory lock: the word "passport" in ASCII. Per transaction, because a session's lock
// would be lost unnoticed when libpqxx reconnects.
constexpr auto kTakeMigrationLock = "SELECT pg_advisory_xact_lock(8097880544633647732)";

// A busy table is tried again rather than waited for: behind a waiting ALTER every reader of the table would queue up.
constexpr auto kLimitLockWaits = "SET LOCAL lock_timeout = '2s'";
constexpr int kAttempts = 10;
constexpr std::chrono::milliseconds kPause(500);

// Reads the catalogue's table, which to_regclass does not: what another migrator has just committed must be seen.
constexpr auto kHasRecord =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'hub' AND tablename = 'migration')";

struct Applied {
    std::string name;
    std::string checksum;
};

std::string label(int number, const std::string& name) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%04d_", number);
    return digits + name;
}

std::string label(const MigrationText& text) { return label(text.number, text.name); }

std::string checksum_of(pqxx::transaction_base& transaction, const std::string& sql) {
    return transaction.exec_params1("SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", sql)[0].as<std::string>();
}

std::map<int, Applied> read_applied(pqxx::transaction_base& transaction) {
    std::map<int, Applied> applied;
    if (transaction.exec1(kHasRecord)[0].as<bool>())
        for (const auto& row : transaction.exec("SELECT number, name, checksum FROM hub.migration"))
            applied[row[0].as<int>()] = {row[1].as<std::string>(), row[2].as<std::string>()};
    return applied;
}

// Every migration that was edited after it had been applied.
std::vector<FieldProblem> changed_texts(pqxx::transaction_base& transaction, const std::map<int, Applied>& applied,
                                        const std::vector<MigrationText>& texts) {
    std::vector<FieldProblem> problems;
    for (const auto& text : texts) {
        const auto found = applied.find(text.number);
        if (found == applied.end()) continue;
        if (found->second.name != text.name)
            problems.push_back({label(text), "was applied under the name " + found->second.name});
        else if (found->second.checksum != checksum_of(transaction, text.sql))
            problems.push_back({label(text), "was edited after it had been applied"});
    }
    return problems;
}

// False when somebody else has applied it meanwhile.
bool apply(pqxx::connection_base& connection, const MigrationText& text) {
    pqxx::work transaction(connection);
    transaction.exec(kTakeMigrationLock);
    if (read_applied(transaction).count(text.number) != 0) return false;
    transaction.exec0(kLimitLockWaits);
    HUB_FAILPOINT("K28.before");
    transaction.exec(text.sql);
    HUB_FAILPOINT("K28.inside");
    transaction.exec_params0("INSERT INTO hub.migration (number, name, checksum) VALUES ($1, $2, $3)", text.number,
                             std::string(text.name), checksum_of(transaction, text.sql));
    transaction.commit();
    HUB_FAILPOINT("K28.after");
    return true;
}

Result<bool> apply_patiently(pqxx::connection_base& connection, const MigrationText& text) {
    for (int attempt = 1;; ++attempt) {
        try {
            return apply(connection, text);
        } catch (const pqxx::deadlock_detected&) {
        } catch (const pqxx::sql_error& error) {
            if (error.sqlstate() != "55P03")
                return Error{ErrorKind::permanent, "migration.failed", label(text) + ": " + error.what()};
        }
        if (attempt == kAttempts)
            return Error{ErrorKind::transient, "migration.locked", label(text) + ": a table stayed locked"};
        log::warning("migration.waits_for_lock", {{"migration", label(text)}, {"attempt", attempt}});
        std::this_thread::sleep_for(kPause);
    }
}

Result<MigrationReport> migrate_on(pqxx::connection_base& connection, const std::vector<MigrationText>& texts) {
    std::map<int, Applied> applied;
    {
        pqxx::work transaction(connection);
        applied = read_applied(transaction);
        auto problems = changed_texts(transaction, applied, texts);
        if (!problems.empty())
            return Error{ErrorKind::permanent,
                         "migration.changed",
                         "applied migrations differ from those of this program",
                         {},
                         std::move(problems)};
    }
    MigrationReport report;
    for (const auto& text : texts) {
        if (applied.count(text.number) != 0) continue;
        const auto result = apply_patiently(connection, text);
        if (!result) return result.error();
        if (!*result) continue;
        log::info("migration.applied", {{"migration", label(text)}});
        report.applied.push_back(label(text));
    }
    const int newest_known = texts.empty() ? 0 : texts.back().number;
    report.version = newest_known;
    for (const auto& [number, migration] : applied) {
        if (number <= newest_known) continue;
        report.from_newer_hub.push_back(label(number, migration.name));
        report.version = number;
    }
    return report;
}

}  // namespace

Result<MigrationReport> migrate(const runtime::DatabaseSettings& owner, const std::vector<MigrationText>& texts) {
    try {
        pqxx::connection connection(runtime::connection_string(owner));
        return migrate_on(connection, texts);
    } catch (...) {
        return runtime::to_error(std::current_exception());
    }
}

Result<std::vector<std::string>> missing_migrations(UnitOfWork& unit_of_work, const std::vector<MigrationText>& texts) {
    auto& transaction = runtime::native(unit_of_work);
    std::vector<std::string> missing;
    const auto applied = read_applied(transaction);
    for (const auto& text : texts)
        if (applied.count(text.number) == 0) missing.push_back(label(text));
    return missing;
}

}  // namespace hub::passport_db
