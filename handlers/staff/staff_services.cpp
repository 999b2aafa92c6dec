#include "handlers/staff/staff_services.hpp"

namespace hub::staff {

Result<StaffMember> find_asking(StaffServices& services, UnitOfWork& unit_of_work, const accounts::Session& session) {
    auto me = services.staff.find(unit_of_work, session.account.id);
    if (me && (me->status != "active" || me->role != session.role)) return not_allowed();
    return me;
}

}  // namespace hub::staff
