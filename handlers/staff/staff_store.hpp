#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/accounts/account.hpp"
#include "handlers/accounts/authority.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about staff need of a database, in the words of the domain.
namespace hub::staff {

// What is told to whoever asks for a change and may not make it.
inline Error not_allowed() { return {ErrorKind::forbidden, "staff.not_allowed", "この操作を行う権限がありません。"}; }
inline Error taken() { return {ErrorKind::conflict, "staff.taken", "同じ名前かメールアドレスの職員がすでにいます。"}; }

// Somebody with an account of staff.
struct StaffMember {
    std::int64_t staff_id = 0;
    std::string name;  // by which the audit knows them
    std::string mail;
    accounts::Role role = accounts::Role::viewer;
    std::string status;  // invited, active, suspended
    WallTime invited_at{};
    std::optional<WallTime> last_login_at{};
    int recovery_codes = 0;  // unused
};

struct Invitation {
    std::string name;
    std::string mail;
    accounts::Role role = accounts::Role::viewer;
};

// The one-time link of an invitation.
struct InvitationLink {
    std::string digest;
    WallTime asked_at{};
    WallTime expires_at{};
};

// What an invited person decides on.
struct Acceptance {
    std::string link_digest;
    WallTime at{};
    std::string password_hash;
    std::string authenticator;  // sealed
    std::int64_t step = 0;      // whose code was used to confirm it
    std::vector<std::string> recovery_digests;
};

// Of an active account.
struct Authenticator {
    std::string sealed;
    std::int64_t last_step = 0;
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses. What is changed
// is changed as `asked_by`, a name of staff, and audited. All changes give forbidden "staff.not_allowed" when that
// person may not; of an account also not_found "staff.not_found" and conflict "staff.own_account".
class StaffStore {
public:
    virtual ~StaffStore() = default;

    // All who have an account, by name.
    virtual std::vector<StaffMember> list(UnitOfWork& unit_of_work) = 0;
    // Writes into the audit that `asked_by` reads the names and addresses of all.
    virtual void record_reading(UnitOfWork& unit_of_work, const std::string& asked_by) = 0;
    // not_found "staff.not_found".
    virtual Result<StaffMember> find(UnitOfWork& unit_of_work, std::int64_t staff_id) = 0;
    // Who is invited under an address.
    virtual std::optional<StaffMember> find_invited(UnitOfWork& unit_of_work, const std::string& mail) = 0;

    // The account's number. Conflicts: "staff.taken" (the name or the address), "staff.administrators_invite" when
    // `asked_by` does not log in and there is an administrator; invalid "staff.first_role" when there is none and it is
    // another role.
    virtual Result<std::int64_t> invite(UnitOfWork& unit_of_work, const std::string& asked_by,
                                        const Invitation& invitation, const InvitationLink& link) = 0;
    // Takes password and authenticator away; sessions end. Conflict "staff.suspended".
    virtual Result<void> invite_again(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                                      const InvitationLink& link) = 0;
    // Sessions end. Conflict "staff.last_administrator".
    virtual Result<void> change_role(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                                     accounts::Role role) = 0;
    // Suspends, or takes that back. Errors as change_role().
    virtual Result<void> suspend(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                                 bool suspended) = 0;

    // Takes the second step of a member's or an owner's login away; sessions end. The address to tell. Not found
    // "staff.account_not_found", conflict "staff.no_second_step".
    virtual Result<std::string> lift_second_step(UnitOfWork& unit_of_work, const std::string& asked_by,
                                                 accounts::Account account, const std::string& reason) = 0;

    // The account's number, and from now on the link is used; nothing when it is none of somebody invited (any more).
    virtual std::optional<std::int64_t> accept(UnitOfWork& unit_of_work, const Acceptance& acceptance) = 0;
    virtual std::optional<Authenticator> authenticator(UnitOfWork& unit_of_work, std::int64_t staff_id) = 0;
    // Whether it counted: each code does once. A login is noted with it.
    virtual bool use_step(UnitOfWork& unit_of_work, std::int64_t staff_id, std::int64_t step, WallTime now) = 0;
    virtual bool use_recovery_code(UnitOfWork& unit_of_work, std::int64_t staff_id, const std::string& digest,
                                   WallTime now) = 0;
};

}  // namespace hub::staff
