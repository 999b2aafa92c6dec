#include "handlers/staff/staff_accounts.hpp"
#include "tests/unit/staff/staff_fixture.hpp"

namespace hub::staff {
namespace {

class StaffLists : public StaffTest {
protected:
    StaffLists() {
        staff.people.push_back({1, "管理 花子", "admin@example.jp", accounts::Role::administrator, "active"});
    }
    ListHandler list{staff_services};
    MeHandler own{staff_services};
};

TEST_F(StaffLists, are_written_as_a_reading_of_whoever_asks) {
    const auto reply = ask(list, "{}", session_of(1));
    ASSERT_TRUE(reply) << reply.error().code;
    EXPECT_NE(text(reply).find("admin@example.jp"), std::string::npos);
    EXPECT_EQ(staff.done, std::vector<std::string>{"管理 花子 reads names and addresses"});
}

TEST_F(StaffLists, are_not_read_in_a_session_that_is_remembered_by_who_is_suspended_or_has_another_role) {
    const auto session = session_of(1);
    ASSERT_TRUE(ask(list, "{}", session));
    staff.done.clear();
    auto& me = staff.people.front();
    me.status = "suspended";
    EXPECT_EQ(text(ask(list, "{}", session)), "staff.not_allowed");
    EXPECT_EQ(text(ask(own, "{}", session)), "staff.not_allowed");
    me.status = "active";
    me.role = accounts::Role::viewer;
    EXPECT_EQ(text(ask(list, "{}", session)), "staff.not_allowed");
    EXPECT_TRUE(staff.done.empty());
}

TEST_F(StaffLists, are_not_read_by_who_has_no_account_any_more) {
    EXPECT_EQ(text(ask(list, "{}", session_of(2))), "staff.not_found");
    EXPECT_TRUE(staff.done.empty());
}

}  // namespace
}  // namespace hub::staff
