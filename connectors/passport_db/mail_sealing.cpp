#include "connectors/passport_db/mail_sealing.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"

namespace hub::passport_db {
namespace {

constexpr int kPart = 500;

// Where addresses are, as parts of statements.
struct Place {
    std::string name;      // what its rows are called when one is left
    std::string table;     // under the alias t
    std::string key;       // a column that tells its rows apart, and their order
    std::string type;      // of the key
    std::string address;   // the address, of a row
    std::string new_mail;  // what to set, when n.mail is the sealed address
    std::string only;      // which rows
    bool unique = false;
};

Place of_accounts(const std::string& table, const std::string& key) {
    return {table, table, key, "bigint", "t.mail", "mail = n.mail", "true", true};
}

// A member of the JSON in a column.
Place of_member(const std::string& name, const std::string& table, const std::string& key_type,
                const std::string& column, const std::string& member, const std::string& only) {
    return {name,
            table,
            "id",
            key_type,
            "(t." + column + " ->> '" + member + "')",
            column + " = jsonb_set(t." + column + ", '{" + member + "}', to_jsonb(n.mail))",
            only};
}

// Messages of before: what is published now is sealed already.
Place of_messages(const std::string& member) {
    return of_member("message", "hub.message", "uuid", "data", member,
                     "t.accepted_at <= (SELECT applied_at FROM hub.migration WHERE name = 'sealed_mail')");
}

// What an operator wrote into a delivery before it was sent again.
Place of_edited_data(const std::string& member) {
    return of_member("delivery", "hub.delivery_instruction", "bigint", "edited_data", member,
                     "t.edited_data IS NOT NULL");
}

std::vector<Place> places() {
    return {of_accounts("users", "user_id"),
            of_accounts("owner", "owner_id"),
            of_accounts("hub.staff", "staff_id"),
            {"link", "hub.account_link", "digest", "text", "t.mail", "mail = n.mail", "true"},
            of_messages("mail"),
            of_messages("owner_mail"),
            of_edited_data("mail"),
            of_edited_data("owner_mail")};
}

// The last key of the part, empty when nothing is left.
std::string seal_part(pqxx::transaction_base& transaction, const Place& place, const accounts::MailSeal& seal,
                      const std::string& after, MailSealing& done) {
    const auto found = transaction.exec_params(
        "SELECT t." + place.key + ", " + place.address + " FROM " + place.table + " AS t WHERE " + place.only +
            " AND strpos(" + place.address + ", '@') > 0 AND ($1 = '' OR t." + place.key +
            " > nullif($1, '')::" + place.type + ") ORDER BY t." + place.key + " LIMIT $2 FOR NO KEY UPDATE",
        after, kPart);
    if (found.empty()) return {};
    std::vector<std::string> keys, mails;
    for (const auto& row : found) {
        keys.push_back(row[0].as<std::string>());
        mails.push_back(seal.seal(row[1].as<std::string>()));
    }
    const auto left = transaction.exec_params(
        "WITH n AS (SELECT * FROM unnest($1::" + place.type + "[], $2::text[]) AS n (key, mail)), sealed AS (UPDATE " +
            place.table + " AS t SET " + place.new_mail + " FROM n WHERE t." + place.key + " = n.key" +
            (place.unique ? " AND NOT EXISTS (SELECT FROM " + place.table +
                                " AS o WHERE hub.mail_alias(o.mail) = hub.mail_alias(n.mail))"
                          : "") +
            " RETURNING t." + place.key + ") SELECT key FROM n WHERE key NOT IN (SELECT " + place.key + " FROM sealed)",
        array_of(keys), array_of(mails));
    for (const auto& row : left)
        done.left.push_back({place.name + "/" + row[0].as<std::string>(),
                             "keeps its address in clear: somebody has registered with it; delete one of them"});
    done.sealed += static_cast<std::int64_t>(keys.size()) - static_cast<std::int64_t>(left.size());
    return keys.back();
}

}  // namespace

Result<MailSealing> seal_mails(const runtime::DatabaseSettings& owner, const accounts::MailSeal& seal) {
    try {
        pqxx::connection connection(runtime::connection_string(owner));
        MailSealing all;
        for (const auto& place : places()) {
            std::string last;
            do {
                pqxx::work transaction(connection);
                auto done = all;
                last = seal_part(transaction, place, seal, last, done);
                transaction.commit();
                all = std::move(done);
            } while (!last.empty());
        }
        return all;
    } catch (...) {
        return runtime::to_error(std::current_exception());
    }
}

}  // namespace hub::passport_db
