#include "connectors/passport_db/shop_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kPending = R"(
    SELECT t.shop_temp_id, t.status, t.programme, t.name, t.city, t.address, o.name AS owner_name, o.mail AS owner_mail,
           (extract(epoch FROM t.applied_at) * 1000000)::bigint AS applied_at, t.shop_id
    FROM shop_temp t JOIN owner o USING (owner_id)
    WHERE t.status = 'applied'
    ORDER BY t.applied_at, t.shop_temp_id
    LIMIT $1)";

constexpr auto kOne = R"(
    SELECT t.shop_temp_id, t.status, t.programme, t.name, t.city, t.address, o.name AS owner_name, o.mail AS owner_mail,
           (extract(epoch FROM t.applied_at) * 1000000)::bigint AS applied_at, t.shop_id
    FROM shop_temp t JOIN owner o USING (owner_id)
    WHERE t.shop_temp_id = $1)";

shops::ApplicationStatus status_of(const std::string& text) {
    if (text == "applied") return shops::ApplicationStatus::applied;
    if (text == "approved") return shops::ApplicationStatus::approved;
    if (text == "rejected") return shops::ApplicationStatus::rejected;
    return shops::ApplicationStatus::draft;
}

shops::Application application_of(const pqxx::row& row, const accounts::MailSeal& seal) {
    shops::Application application;
    application.shop_temp_id = row["shop_temp_id"].as<std::int64_t>();
    application.status = status_of(row["status"].as<std::string>());
    application.programme = row["programme"].as<int>();
    application.shop_name = row["name"].as<std::string>();
    application.city = row["city"].as<std::string>();
    application.address = row["address"].as<std::string>();
    application.owner_name = row["owner_name"].as<std::string>();
    application.owner_mail = seal.open(row["owner_mail"].as<std::string>());
    application.applied_at = optional_wall_time(row["applied_at"]);
    if (!row["shop_id"].is_null()) application.shop_id = row["shop_id"].as<std::int64_t>();
    return application;
}

Error no_such_application(std::int64_t shop_temp_id) {
    return {ErrorKind::not_found, "shop_application.not_found",
            "there is no application " + std::to_string(shop_temp_id)};
}

}  // namespace

Result<std::vector<shops::Application>> ShopStore::pending_applications(UnitOfWork& unit_of_work, int limit) {
    std::vector<shops::Application> pending;
    for (const auto& row : runtime::native(unit_of_work).exec_params(kPending, limit))
        pending.push_back(application_of(row, seal_));
    return pending;
}

Result<shops::Application> ShopStore::find_application(UnitOfWork& unit_of_work, std::int64_t shop_temp_id) {
    const auto rows = runtime::native(unit_of_work).exec_params(kOne, shop_temp_id);
    if (rows.empty()) return no_such_application(shop_temp_id);
    return application_of(rows[0], seal_);
}

// The states are those that hub.approve_shop raises.
Result<std::int64_t> ShopStore::approve(UnitOfWork& unit_of_work, std::int64_t shop_temp_id,
                                        const std::string& decided_by) {
    try {
        return runtime::native(unit_of_work)
            .exec_params1("SELECT hub.approve_shop($1, $2)", shop_temp_id, decided_by)[0]
            .as<std::int64_t>();
    } catch (const pqxx::insufficient_privilege&) {  // whose sqlstate libpqxx 6.4 does not hand on
        return Error{ErrorKind::forbidden, "shop_application.not_allowed",
                     decided_by + " may not approve application " + std::to_string(shop_temp_id)};
    } catch (const pqxx::sql_error& error) {
        if (error.sqlstate() == "P0002") return no_such_application(shop_temp_id);
        if (error.sqlstate() == "55000")
            return Error{ErrorKind::conflict, "shop_application.not_pending",
                         "application " + std::to_string(shop_temp_id) + " does not wait for a decision"};
        throw;
    }
}

}  // namespace hub::passport_db
