#pragma once

#include "handlers/staff/staff_services.hpp"
#include "router/core/form_check.hpp"

// Staff look a member up, one at a time, with a reason: it is a reading of personal data, and audited as that.
namespace hub::staff {

// By what a member is looked up; exactly one of them.
struct MemberCriterion {
    std::string mail;
    std::int64_t user_id = 0;
    std::string card_number;  // 14 digits, the last two check the others
};

// What the office needs of a member; not the children, nor the wishes.
struct FoundMember {
    std::int64_t user_id = 0;
    std::string mail;
    std::string status;  // provisional, active, suspended, withdrawn
    int programme = 1;
    std::string postal_code;
    std::string city;
    std::string card_number;
    std::string second_step;  // none, mail, authenticator
    WallTime registered_at{};
    std::optional<WallTime> last_login_at{};
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class MemberLookUp {
public:
    virtual ~MemberLookUp() = default;
    // Writes the reading, too, as one of `asked_by`: of whom (nobody found is a reading as well), by what, and why.
    virtual std::optional<FoundMember> look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                               const MemberCriterion& criterion, const std::string& reason) = 0;
};

// member.find {"mail" | "user_id" | "card_number", "reason"}: {"items": []} with at most one member. Numbers may come
// as they were typed, the card's as it is printed. Errors: invalid "users.invalid" with every wrong field: nothing was
// looked up then.
class FindMembersHandler final : public StaffHandler, public FormCheck {
public:
    FindMembersHandler(StaffServices& services, MemberLookUp& members) : StaffHandler(services), members_(members) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    MemberLookUp& members_;
};

}  // namespace hub::staff
