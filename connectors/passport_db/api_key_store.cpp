#include "connectors/passport_db/api_key_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "handlers/staff/staff_store.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

std::vector<std::string> scopes_in(const std::string& list) {
    std::vector<std::string> scopes;
    for (std::size_t begin = 0; begin < list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        scopes.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return scopes;
}

}  // namespace

std::optional<accounts::ApiKey> ApiKeyStore::find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    const auto rows = transaction.exec_params(
        "SELECT key_id, name, array_to_string(scopes, ',') FROM hub.api_key"
        " WHERE digest = $1 AND revoked_at IS NULL AND expires_at > $2::timestamptz",
        digest, to_rfc3339(now));
    if (rows.empty()) return std::nullopt;
    const auto key_id = rows[0][0].as<std::int64_t>();
    transaction.exec_params("SELECT hub.note_api_key_use($1, $2::timestamptz)", key_id, to_rfc3339(now));
    return accounts::ApiKey{key_id, rows[0][1].as<std::string>(), scopes_in(rows[0][2].as<std::string>())};
}

std::vector<staff::KeyRecord> ApiKeyStore::list(UnitOfWork& unit_of_work) {
    std::vector<staff::KeyRecord> all;
    const auto rows = runtime::native(unit_of_work)
                          .exec(
                              "SELECT key_id, name, prefix, array_to_string(scopes, ','), created_by,"
                              " (extract(epoch FROM created_at) * 1000000)::bigint,"
                              " (extract(epoch FROM expires_at) * 1000000)::bigint,"
                              " (extract(epoch FROM last_used_at) * 1000000)::bigint,"
                              " (extract(epoch FROM revoked_at) * 1000000)::bigint"
                              " FROM hub.api_key ORDER BY key_id DESC");
    for (const auto& row : rows)
        all.push_back({row[0].as<std::int64_t>(), row[1].as<std::string>(), row[2].as<std::string>(),
                       scopes_in(row[3].as<std::string>()), row[4].as<std::string>(),
                       wall_time(row[5].as<std::int64_t>()), wall_time(row[6].as<std::int64_t>()),
                       optional_wall_time(row[7]), optional_wall_time(row[8])});
    return all;
}

Result<std::int64_t> ApiKeyStore::create(UnitOfWork& unit_of_work, const std::string& asked_by,
                                         const staff::NewKey& key) {
    try {
        return runtime::native(unit_of_work)
            .exec_params1("SELECT hub.create_api_key($1, $2, $3, $4, $5::text[], $6::timestamptz, $7::timestamptz)",
                          asked_by, key.name, key.prefix, key.digest, array_of(key.scopes), to_rfc3339(key.created_at),
                          to_rfc3339(key.expires_at))[0]
            .as<std::int64_t>();
    } catch (const pqxx::insufficient_privilege&) {
        return staff::not_allowed();
    } catch (const pqxx::unique_violation&) {
        return Error{ErrorKind::conflict, "keys.taken", "同じ名前のAPIキーがすでにあります。"};
    }
}

Result<void> ApiKeyStore::revoke(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t key_id,
                                 WallTime now) {
    try {
        runtime::native(unit_of_work)
            .exec_params("SELECT hub.revoke_api_key($1, $2, $3::timestamptz)", asked_by, key_id, to_rfc3339(now));
        return Result<void>::success();
    } catch (const pqxx::insufficient_privilege&) {
        return staff::not_allowed();
    } catch (const pqxx::sql_error& error) {
        if (error.sqlstate() == "P0002")
            return Error{ErrorKind::not_found, "keys.not_found", "そのAPIキーはありません。"};
        throw;
    }
}

}  // namespace hub::passport_db
