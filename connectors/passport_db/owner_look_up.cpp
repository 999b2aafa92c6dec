#include "connectors/passport_db/owner_look_up.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/owner_rows.hpp"
#include "connectors/passport_db/reading_record.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// What a criterion is called, the condition it is in SQL, and its value.
struct Condition {
    std::string name;
    std::string sql;
    std::string value;
};

Condition condition_of(const staff::OwnerCriterion& criterion, const accounts::MailSeal& seal) {
    if (!criterion.mail.empty()) return {"mail", "hub.mail_alias(mail) = $1", seal.alias(criterion.mail)};
    if (!criterion.corporate_number.empty())
        return {"corporate_number", "corporate_number = $1", criterion.corporate_number};
    return {"owner_id", "owner_id = $1::bigint", std::to_string(criterion.owner_id)};
}

}  // namespace

std::vector<staff::FoundOwner> OwnerLookUp::look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                                    const staff::OwnerCriterion& criterion, const std::string& reason) {
    auto& transaction = runtime::native(unit_of_work);
    const auto condition = condition_of(criterion, seal_);
    const auto rows = transaction.exec_params(
        "SELECT " + std::string(kOwnerColumns) +
            ", status, coalesce((SELECT method FROM hub.second_step AS s WHERE s.owner_id = owner.owner_id), 'none')"
            " AS second_step, (extract(epoch FROM last_login_at) * 1000000)::bigint AS last_login_at FROM owner "
            "WHERE " +
            condition.sql + " ORDER BY owner_id LIMIT $2",
        condition.value, staff::kMostFoundOwners);
    std::vector<staff::FoundOwner> found;
    for (const auto& row : rows) {
        found.push_back(
            {owner_of(transaction, row, seal_), row["status"].as<std::string>(), row["second_step"].as<std::string>()});
        if (!row["last_login_at"].is_null())
            found.back().last_login_at = wall_time(row["last_login_at"].as<std::int64_t>());
        record_reading(transaction,
                       {asked_by, "owners.read", "owner", row["owner_id"].as<std::string>(), condition.name, reason});
    }
    if (found.empty()) record_reading(transaction, {asked_by, "owners.read", "owner", "none", condition.name, reason});
    return found;
}

}  // namespace hub::passport_db
