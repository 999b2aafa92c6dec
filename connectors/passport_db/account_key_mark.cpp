#include "connectors/passport_db/account_key_mark.hpp"

#include <algorithm>

#include <pqxx/pqxx>

namespace hub::passport_db {
namespace {

// Of which the mark is the alias; no address is like it.
constexpr auto kMarked = "the key of this database";

// Of a database that had no mark yet. One that can be opened is enough: others may be of a key that was lost before.
constexpr auto kSomeSealed = R"(
    (SELECT mail FROM users WHERE strpos(mail, '@') = 0 LIMIT 1000) UNION ALL
    (SELECT mail FROM owner WHERE strpos(mail, '@') = 0 LIMIT 1000) UNION ALL
    (SELECT mail FROM hub.staff WHERE strpos(mail, '@') = 0 LIMIT 1000) UNION ALL
    (SELECT mail FROM hub.account_link WHERE strpos(mail, '@') = 0 LIMIT 1000))";

Error other_key() {
    return {ErrorKind::conflict, "accounts.other_key",
            "accounts.key (the secret account_key) is not the one that this database's addresses are sealed with. Put "
            "the right one in its place: it belongs to every backup. Only when it is lost for good: stop the hub, "
            "`passport-hub migrate --account-key-is-lost`, and see \"When a key is lost\" in the README"};
}

bool opens_what_is_sealed(pqxx::transaction_base& transaction, const accounts::MailSeal& seal) {
    const auto kept = transaction.exec(kSomeSealed);
    return kept.empty() || std::any_of(kept.begin(), kept.end(), [&](const auto& row) {
               return !seal.open(row[0].template as<std::string>()).empty();
           });
}

}  // namespace

std::string account_key_mark(const accounts::MailSeal& seal) { return seal.alias(kMarked); }

Result<void> account_key_fits(UnitOfWork& unit_of_work, const accounts::MailSeal& seal) {
    auto& transaction = runtime::native(unit_of_work);
    // A database that is behind lacks the table, and says so by itself.
    if (!transaction.exec("SELECT to_regclass('hub.account_key') IS NOT NULL")[0][0].as<bool>())
        return Result<void>::success();
    if (transaction.exec_params("SELECT FROM hub.account_key WHERE mark <> $1", account_key_mark(seal)).empty())
        return Result<void>::success();
    return other_key();
}

Result<KeyMark> keep_account_key_mark(const runtime::DatabaseSettings& owner, const accounts::MailSeal& seal,
                                      bool before_is_lost) {
    try {
        pqxx::connection connection(runtime::connection_string(owner));
        pqxx::work transaction(connection);
        // Of several who migrate at once with different keys one is first.
        transaction.exec0("LOCK TABLE hub.account_key IN SHARE ROW EXCLUSIVE MODE");
        const auto mark = account_key_mark(seal);
        const auto kept = transaction.exec("SELECT mark FROM hub.account_key");
        if (!kept.empty() && kept[0][0].as<std::string>() == mark) return KeyMark::same;
        if (!before_is_lost && (!kept.empty() || !opens_what_is_sealed(transaction, seal))) return other_key();
        transaction.exec_params0(
            "INSERT INTO hub.account_key (mark) VALUES ($1)"
            " ON CONFLICT (only_row) DO UPDATE SET mark = excluded.mark, taken_at = excluded.taken_at",
            mark);
        transaction.commit();
        return before_is_lost ? KeyMark::replaced : KeyMark::first;
    } catch (...) {
        return runtime::to_error(std::current_exception());
    }
}

}  // namespace hub::passport_db
