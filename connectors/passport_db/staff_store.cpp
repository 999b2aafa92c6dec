#include "connectors/passport_db/staff_store.hpp"

#include <functional>

#include <pqxx/pqxx>

#include "connectors/passport_db/reading_record.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using staff::StaffMember;

constexpr auto kSelect = R"(
    SELECT staff_id, name, mail, role, status, (extract(epoch FROM coalesce(invited_at, created_at)) * 1000000)::bigint,
           (extract(epoch FROM last_login_at) * 1000000)::bigint,
           (SELECT count(*) FROM hub.staff_recovery_code c WHERE c.staff_id = s.staff_id AND c.used_at IS NULL)
    FROM hub.staff s WHERE role IS NOT NULL)";

StaffMember member_of(const pqxx::row& row, const accounts::MailSeal& seal) {
    StaffMember member{row[0].as<std::int64_t>(),
                       row[1].as<std::string>(),
                       seal.open(row[2].as<std::string>("")),
                       accounts::role_of(row[3].as<std::string>()).value_or(accounts::Role::visitor),
                       row[4].as<std::string>(),
                       wall_time(row[5].as<std::int64_t>()),
                       std::nullopt,
                       row[7].as<int>()};
    member.last_login_at = optional_wall_time(row[6]);
    return member;
}

Error not_found() { return {ErrorKind::not_found, "staff.not_found", "その職員のアカウントはありません。"}; }

// What the functions of the migration raise, by SQLSTATE.
std::optional<Error> error_of(const std::string& state) {
    if (state == "P0002") return not_found();
    if (state == "HS001")
        return Error{ErrorKind::conflict, "staff.own_account", "自分自身のアカウントは変更できません。"};
    if (state == "HS002")
        return Error{ErrorKind::conflict, "staff.last_administrator",
                     "最後の管理者です。先に別の人を管理者にしてください。"};
    if (state == "HS003")
        return Error{ErrorKind::conflict, "staff.administrators_invite", "管理者がいるので、管理者が招待します。"};
    if (state == "HS004")
        return Error{ErrorKind::invalid,
                     "staff.first_role",
                     "最初のアカウントは管理者にしてください。",
                     {},
                     {{"/role", "最初のアカウントは管理者にしてください。"}}};
    if (state == "HS005")
        return Error{ErrorKind::conflict, "staff.suspended", "停止中です。先に停止を取り消してください。"};
    if (state == "HS006")
        return Error{ErrorKind::conflict, "staff.no_second_step", "二段階ログインは設定されていません。"};
    if (state == "HS007") return Error{ErrorKind::not_found, "staff.account_not_found", "そのアカウントはありません。"};
    return std::nullopt;
}

// What such a function returns, or raises.
Result<pqxx::result> call(const std::function<pqxx::result()>& function) {
    try {
        return function();
    } catch (const pqxx::insufficient_privilege&) {  // whose sqlstate libpqxx 6.4 does not hand on
        return staff::not_allowed();
    } catch (const pqxx::unique_violation&) {
        return staff::taken();
    } catch (const pqxx::sql_error& error) {
        if (auto known = error_of(error.sqlstate())) return std::move(*known);
        throw;
    }
}

Result<void> without_value(const Result<pqxx::result>& called) {
    return called ? Result<void>::success() : Result<void>(called.error());
}

}  // namespace

std::vector<StaffMember> StaffStore::list(UnitOfWork& unit_of_work) {
    std::vector<StaffMember> all;
    for (const auto& row : runtime::native(unit_of_work).exec(std::string(kSelect) + " ORDER BY name"))
        all.push_back(member_of(row, seal_));
    return all;
}

void StaffStore::record_reading(UnitOfWork& unit_of_work, const std::string& asked_by) {
    passport_db::record_reading(runtime::native(unit_of_work), {asked_by, "staff.read", "staff", "*", "list", ""});
}

Result<StaffMember> StaffStore::find(UnitOfWork& unit_of_work, std::int64_t staff_id) {
    const auto rows = runtime::native(unit_of_work).exec_params(std::string(kSelect) + " AND staff_id = $1", staff_id);
    if (rows.empty()) return not_found();
    return member_of(rows[0], seal_);
}

std::optional<StaffMember> StaffStore::find_invited(UnitOfWork& unit_of_work, const std::string& mail) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(std::string(kSelect) + " AND hub.mail_alias(mail) = $1 AND status = 'invited'",
                                       seal_.alias(mail));
    return rows.empty() ? std::nullopt : std::optional(member_of(rows[0], seal_));
}

Result<std::int64_t> StaffStore::invite(UnitOfWork& unit_of_work, const std::string& asked_by,
                                        const staff::Invitation& invitation, const staff::InvitationLink& link) {
    const auto called = call([&] {
        return runtime::native(unit_of_work)
            .exec_params("SELECT hub.invite_staff($1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz)", asked_by,
                         invitation.name, seal_.seal(invitation.mail), std::string(accounts::name_of(invitation.role)),
                         link.digest, to_rfc3339(link.asked_at), to_rfc3339(link.expires_at));
    });
    if (!called) return called.error();
    return (*called)[0][0].as<std::int64_t>();
}

Result<void> StaffStore::invite_again(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                                      const staff::InvitationLink& link) {
    return without_value(call([&] {
        return runtime::native(unit_of_work)
            .exec_params("SELECT hub.invite_staff_again($1, $2, $3, $4::timestamptz, $5::timestamptz)", asked_by,
                         staff_id, link.digest, to_rfc3339(link.asked_at), to_rfc3339(link.expires_at));
    }));
}

Result<void> StaffStore::change_role(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                                     accounts::Role role) {
    return without_value(call([&] {
        return runtime::native(unit_of_work)
            .exec_params("SELECT hub.change_staff_role($1, $2, $3)", asked_by, staff_id,
                         std::string(accounts::name_of(role)));
    }));
}

Result<void> StaffStore::suspend(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                                 bool suspended) {
    return without_value(call([&] {
        return runtime::native(unit_of_work)
            .exec_params("SELECT hub.suspend_staff($1, $2, $3)", asked_by, staff_id, suspended);
    }));
}

Result<std::string> StaffStore::lift_second_step(UnitOfWork& unit_of_work, const std::string& asked_by,
                                                 accounts::Account account, const std::string& reason) {
    const auto called = call([&] {
        return runtime::native(unit_of_work)
            .exec_params("SELECT hub.lift_second_step($1, $2, $3, $4)", asked_by,
                         std::string(accounts::name_of(account.kind)), account.id, reason);
    });
    if (!called) return called.error();
    return seal_.open((*called)[0][0].as<std::string>());
}

std::optional<std::int64_t> StaffStore::accept(UnitOfWork& unit_of_work, const staff::Acceptance& acceptance) {
    const auto row =
        runtime::native(unit_of_work)
            .exec_params1("SELECT hub.accept_staff_invitation($1, $2::timestamptz, $3, $4, $5, $6::text[])",
                          acceptance.link_digest, to_rfc3339(acceptance.at), acceptance.password_hash,
                          acceptance.authenticator, acceptance.step, array_of(acceptance.recovery_digests));
    return row[0].is_null() ? std::nullopt : std::optional(row[0].as<std::int64_t>());
}

std::optional<staff::Authenticator> StaffStore::authenticator(UnitOfWork& unit_of_work, std::int64_t staff_id) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(
                              "SELECT authenticator, authenticator_step FROM hub.staff"
                              " WHERE staff_id = $1 AND status = 'active' AND authenticator IS NOT NULL",
                              staff_id);
    if (rows.empty()) return std::nullopt;
    return staff::Authenticator{rows[0][0].as<std::string>(), rows[0][1].as<std::int64_t>()};
}

bool StaffStore::use_step(UnitOfWork& unit_of_work, std::int64_t staff_id, std::int64_t step, WallTime now) {
    return runtime::native(unit_of_work)
        .exec_params1("SELECT hub.use_staff_code($1, $2, NULL, $3::timestamptz)", staff_id, step, to_rfc3339(now))[0]
        .as<bool>();
}

bool StaffStore::use_recovery_code(UnitOfWork& unit_of_work, std::int64_t staff_id, const std::string& digest,
                                   WallTime now) {
    return runtime::native(unit_of_work)
        .exec_params1("SELECT hub.use_staff_code($1, NULL, $2, $3::timestamptz)", staff_id, digest, to_rfc3339(now))[0]
        .as<bool>();
}

}  // namespace hub::passport_db
