#include "connectors/passport_db/owner_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/counters.hpp"
#include "connectors/passport_db/owner_rows.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "handlers/accounts/sessions.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kRegister = R"(
    INSERT INTO owner (owner_id, mail, password_hash, status, company_name, corporate_number, name, name_kana, tel,
                       consent_version, consented_at)
    VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, $8, $9, $10::timestamptz)
    ON CONFLICT (hub.mail_alias(mail)) DO UPDATE SET
        mail = excluded.mail, password_hash = excluded.password_hash, status = 'active',
        company_name = excluded.company_name, corporate_number = excluded.corporate_number, name = excluded.name,
        name_kana = excluded.name_kana, tel = excluded.tel, consent_version = excluded.consent_version,
        consented_at = excluded.consented_at, registration_digest = NULL, registration_expires_at = NULL,
        updated_at = now()
        WHERE owner.status = 'provisional'
    RETURNING owner_id)";

constexpr auto kChange = R"(
    UPDATE owner SET company_name = $2, corporate_number = $3, name = $4, name_kana = $5, tel = $6,
        consented_at = CASE WHEN consent_version = $7 THEN consented_at ELSE $8::timestamptz END,
        consent_version = $7, updated_at = now()
    WHERE owner_id = $1 AND status = 'active')";

}  // namespace

owners::Owner owner_of(pqxx::transaction_base& transaction, const pqxx::row& row, const accounts::MailSeal& seal) {
    owners::Owner owner{row["owner_id"].as<std::int64_t>(),
                        seal.open(row["mail"].as<std::string>()),
                        wall_time(row["created_at"].as<std::int64_t>()),
                        {},
                        {}};
    owner.profile = {row["company_name"].as<std::string>(), row["corporate_number"].as<std::string>(),
                     row["name"].as<std::string>(),         row["name_kana"].as<std::string>(),
                     row["tel"].as<std::string>(),          row["consent_version"].as<std::string>()};
    for (const auto& shop : transaction.exec_params(
             "SELECT shop_id, name FROM owner_shop JOIN shop USING (shop_id) WHERE owner_id = $1 ORDER BY shop_id",
             owner.owner_id))
        owner.shops.push_back({shop[0].as<std::int64_t>(), shop[1].as<std::string>()});
    return owner;
}

Result<std::int64_t> OwnerStore::register_owner(UnitOfWork& unit_of_work, const std::string& mail,
                                                const owners::BusinessProfile& profile,
                                                const std::string& password_hash, WallTime now) {
    const auto new_id = take_ids(unit_of_work, Counter::owner);
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(kRegister, new_id, seal_.seal(mail), password_hash, profile.company_name,
                                       profile.corporate_number, profile.name, profile.name_kana, profile.tel,
                                       profile.consent_version, to_rfc3339(now));
    if (rows.empty())
        return Error{ErrorKind::conflict, "owners.already_registered",
                     "このメールアドレスは登録済みです。ログインしてください。"};
    return rows[0][0].as<std::int64_t>();
}

Result<owners::Owner> OwnerStore::find_owner(UnitOfWork& unit_of_work, std::int64_t owner_id) {
    auto& transaction = runtime::native(unit_of_work);
    const auto rows = transaction.exec_params(
        "SELECT " + std::string(kOwnerColumns) + " FROM owner WHERE owner_id = $1 AND status = 'active'", owner_id);
    if (rows.empty()) return accounts::session_missing();
    return owner_of(transaction, rows[0], seal_);
}

Result<void> OwnerStore::change_profile(UnitOfWork& unit_of_work, std::int64_t owner_id,
                                        const owners::BusinessProfile& profile, WallTime now) {
    const auto changed =
        runtime::native(unit_of_work)
            .exec_params(kChange, owner_id, profile.company_name, profile.corporate_number, profile.name,
                         profile.name_kana, profile.tel, profile.consent_version, to_rfc3339(now));
    if (changed.affected_rows() == 0) return accounts::session_missing();
    return Result<void>::success();
}

}  // namespace hub::passport_db
