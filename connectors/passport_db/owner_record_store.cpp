#include "connectors/passport_db/owner_record_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_records.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kApplications = R"(
    SELECT shop_temp_id, name, status, (extract(epoch FROM created_at) * 1000000)::bigint,
           (extract(epoch FROM applied_at) * 1000000)::bigint, (extract(epoch FROM decided_at) * 1000000)::bigint
    FROM shop_temp WHERE owner_id = $1 ORDER BY shop_temp_id)";

}  // namespace

owners::Records OwnerRecordStore::find(UnitOfWork& unit_of_work, std::int64_t owner_id) {
    auto& transaction = runtime::native(unit_of_work);
    owners::Records records{find_account_records(transaction, {accounts::AccountKind::owner, owner_id}, seal_), {}};
    for (const auto& row : transaction.exec_params(kApplications, owner_id))
        records.applications.push_back({row[0].as<std::int64_t>(), row[1].as<std::string>(), row[2].as<std::string>(),
                                        wall_time(row[3].as<std::int64_t>()), optional_wall_time(row[4]),
                                        optional_wall_time(row[5])});
    return records;
}

bool OwnerRecordStore::erase(UnitOfWork& unit_of_work, std::int64_t owner_id) {
    auto& transaction = runtime::native(unit_of_work);
    const auto subjects = subjects_of(transaction, {accounts::AccountKind::owner, owner_id}, seal_);
    if (!subjects) return false;
    const auto row = transaction.exec_params1("SELECT hub.erase_owner($1, $2, $3::text[])", owner_id, subjects->own,
                                              subjects->asked);
    return row[0].as<bool>();
}

}  // namespace hub::passport_db
