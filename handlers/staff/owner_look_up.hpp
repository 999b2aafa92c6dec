#pragma once

#include "handlers/owners/owner_store.hpp"
#include "handlers/staff/staff_services.hpp"
#include "router/core/form_check.hpp"

// Staff look owners up, with a reason: it is a reading of personal data, and audited as that.
namespace hub::staff {

// By what owners are looked up; exactly one of them.
struct OwnerCriterion {
    std::string mail;
    std::int64_t owner_id = 0;
    std::string corporate_number;  // 13 digits, the first checks the others
};

// What the office needs of an owner.
struct FoundOwner {
    owners::Owner owner;
    std::string status;       // provisional, active, suspended
    std::string second_step;  // none, mail, authenticator
    std::optional<WallTime> last_login_at{};
};

// A corporation may have many owners; so many are found, by their numbers.
inline constexpr int kMostFoundOwners = 100;

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class OwnerLookUp {
public:
    virtual ~OwnerLookUp() = default;
    // Writes the reading of each, too, as one of `asked_by`: of whom (nobody found is a reading as well), by what, and
    // why.
    virtual std::vector<FoundOwner> look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                            const OwnerCriterion& criterion, const std::string& reason) = 0;
};

// owner.find {"mail" | "owner_id" | "corporate_number", "reason"}: {"items": []} with at most kMostFoundOwners. Numbers
// may come as they were typed. Errors: invalid "owners.invalid" with every wrong field: nothing was looked up then.
class FindOwnersHandler final : public StaffHandler, public FormCheck {
public:
    FindOwnersHandler(StaffServices& services, OwnerLookUp& owners) : StaffHandler(services), owners_(owners) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    OwnerLookUp& owners_;
};

}  // namespace hub::staff
