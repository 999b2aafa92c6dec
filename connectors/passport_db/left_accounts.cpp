#include "connectors/passport_db/left_accounts.hpp"

#include <algorithm>
#include <map>

#include <pqxx/pqxx>

#include "connectors/passport_db/account_tables.hpp"
#include "connectors/passport_db/owner_record_store.hpp"
#include "connectors/passport_db/record_store.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using accounts::AccountKind;

constexpr AccountKind kKinds[] = {AccountKind::member, AccountKind::owner};

// Which of those of a kind are there, as places in `left`.
std::vector<std::size_t> places_of(pqxx::transaction_base& transaction, AccountKind kind,
                                   const std::vector<LeftAccount>& left) {
    std::vector<std::string> places, ids, moments;
    for (std::size_t place = 0; place < left.size(); ++place) {
        if (left[place].account.kind != kind) continue;
        places.push_back(std::to_string(place));
        ids.push_back(std::to_string(left[place].account.id));
        moments.push_back(left[place].registered_at);
    }
    std::vector<std::size_t> found;
    const auto column = column_of(kind);
    for (const auto& row : transaction.exec_params(
             "SELECT max(l.place) FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) AS l (place, id, moment)"
             " JOIN " +
                 table_of(kind) + " AS a ON a." + column +
                 " = l.id AND a.created_at = l.moment"
                 " GROUP BY a." +
                 column + " ORDER BY a." + column,
             array_of(places), array_of(ids), array_of(moments)))
        found.push_back(row[0].as<std::size_t>());
    return found;
}

}  // namespace

std::vector<LeftAccount> find_again(UnitOfWork& unit_of_work, const std::vector<LeftAccount>& left) {
    std::vector<LeftAccount> there;
    for (const auto kind : kKinds)
        for (const auto place : places_of(runtime::native(unit_of_work), kind, left)) there.push_back(left[place]);
    return there;
}

void pass_numbers(UnitOfWork& unit_of_work, const std::vector<LeftAccount>& left) {
    std::map<AccountKind, std::int64_t> last;
    for (const auto& one : left) last[one.account.kind] = std::max(last[one.account.kind], one.account.id);
    for (const auto& [kind, id] : last)
        runtime::native(unit_of_work)
            .exec_params0("UPDATE " + table_of(kind) +
                              "_counter SET last_id = $1, updated_at = now()"
                              " WHERE last_id < $1",
                          id);
}

void erase_again(UnitOfWork& unit_of_work, const std::string& by, const LeftAccount& left,
                 const accounts::MailSeal& seal) {
    const auto& [kind, id] = left.account;
    runtime::native(unit_of_work)
        .exec_params0("INSERT INTO hub.audit (actor, action, object_kind, object_id) VALUES ($1, $2, $3, $4)", by,
                      std::string(name_of(kind)) + ".erase_again", table_of(kind), std::to_string(id));
    if (kind == AccountKind::member) RecordStore(seal).erase(unit_of_work, id);
    else OwnerRecordStore(seal).erase(unit_of_work, id);
}

bool may_administer(UnitOfWork& unit_of_work, const std::string& name) {
    return !runtime::native(unit_of_work)
                .exec_params("SELECT FROM hub.staff WHERE name = $1 AND may_administer", name)
                .empty();
}

}  // namespace hub::passport_db
