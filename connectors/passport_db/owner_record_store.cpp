#include "connectors/passport_db/owner_record_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/account_records.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kApplications = R"(
    SELECT shop_temp_id, name, status, (extract(epoch FROM created_at) * 1000000)::bigint AS made_at,
           (extract(epoch FROM applied_at) * 1000000)::bigint AS applied_at,
           (extract(epoch FROM decided_at) * 1000000)::bigint AS decided_at,
           (extract(epoch FROM updated_at) * 1000000)::bigint AS changed_at, reason, coalesce(shop_id, 0) AS shop_id,
           programme, name_kana, postal_code, address, city, tel, url, comment, opening_hours, closed_days, lat, lng,
           coalesce(position_source, '') AS position_source, is_chain, coalesce(parent_shop_id, 0) AS parent_shop_id,
           (SELECT coalesce(json_agg(genre_code ORDER BY sort, genre_code), '[]')
            FROM shop_temp_genre AS g WHERE g.shop_temp_id = shop_temp.shop_temp_id) AS genres,
           (SELECT coalesce(json_agg(json_build_object('code', tokuten_code, 'title', title, 'detail', detail)
                                     ORDER BY tokuten_no), '[]')
            FROM shop_temp_tokuten AS t WHERE t.shop_temp_id = shop_temp.shop_temp_id) AS benefits
    FROM shop_temp LEFT JOIN shop_temp_chain USING (shop_temp_id) WHERE owner_id = $1 ORDER BY shop_temp_id)";

void read_content(owners::ApplicationRecord& application, const pqxx::row& row) {
    application.programme = row["programme"].as<int>();
    application.name_kana = row["name_kana"].as<std::string>();
    application.postal_code = row["postal_code"].as<std::string>();
    application.address = row["address"].as<std::string>();
    application.city = row["city"].as<std::string>();
    application.tel = row["tel"].as<std::string>();
    application.url = row["url"].as<std::string>();
    application.comment = row["comment"].as<std::string>();
    application.opening_hours = row["opening_hours"].as<std::string>();
    application.closed_days = row["closed_days"].as<std::string>();
    if (!row["lat"].is_null())
        application.position = catalog::Position{row["lat"].as<double>(), row["lng"].as<double>()};
    application.position_source = row["position_source"].as<std::string>();
    application.is_chain = row["is_chain"].as<bool>();
    application.parent_shop_id = row["parent_shop_id"].as<std::int64_t>();
    const auto genres = json::Document::parse(row["genres"].as<std::string>()).value();
    for (const auto& genre : genres.root().elements())
        application.genres.push_back(std::string(genre.as_string().value_or("")));
    const auto benefits = json::Document::parse(row["benefits"].as<std::string>()).value();
    for (const auto& benefit : benefits.root().elements()) {
        const auto text = [&](const char* name) { return std::string(benefit.string(name).value_or("")); };
        application.benefits.push_back({text("code"), text("title"), text("detail")});
    }
}

owners::ApplicationRecord application_of(const pqxx::row& row) {
    owners::ApplicationRecord application;
    application.application_id = row["shop_temp_id"].as<std::int64_t>();
    application.shop_name = row["name"].as<std::string>();
    application.status = row["status"].as<std::string>();
    application.made_at = wall_time(row["made_at"].as<std::int64_t>());
    application.applied_at = optional_wall_time(row["applied_at"]);
    application.decided_at = optional_wall_time(row["decided_at"]);
    application.changed_at = wall_time(row["changed_at"].as<std::int64_t>());
    application.reason = row["reason"].as<std::string>();
    application.shop_id = row["shop_id"].as<std::int64_t>();
    read_content(application, row);
    return application;
}

}  // namespace

owners::Records OwnerRecordStore::find(UnitOfWork& unit_of_work, std::int64_t owner_id) {
    auto& transaction = runtime::native(unit_of_work);
    owners::Records records;
    static_cast<accounts::AccountRecords&>(records) =
        find_account_records(transaction, {accounts::AccountKind::owner, owner_id}, seal_);
    for (const auto& row : transaction.exec_params(kApplications, owner_id))
        records.applications.push_back(application_of(row));
    for (const auto& row : transaction.exec_params(
             "SELECT shop_id, (extract(epoch FROM created_at) * 1000000)::bigint FROM owner_shop WHERE owner_id = $1"
             " ORDER BY shop_id",
             owner_id))
        records.shops.push_back({row[0].as<std::int64_t>(), wall_time(row[1].as<std::int64_t>())});
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
