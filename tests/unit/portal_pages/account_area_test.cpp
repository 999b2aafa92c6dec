#include "portal/pages/account_area.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"
#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

const AccountArea& area(const std::string& target) {
    static test::FakeClock clock;
    PageRequest request{nullptr,
                        nullptr,
                        &clock,
                        {},
                        Deadline::after(clock, std::chrono::seconds(1)),
                        {},
                        "https://passport.example.jp"};
    request.http.target = target;
    return area_of(request);
}

TEST(AreaLogin, leads_to_the_pages_of_its_own_area_alone) {
    for (const auto* path : {"/me/profile", "/shops/7", "/sessions", "/staffing", "/owners-list"}) {
        EXPECT_EQ(page_after_login(area("/login"), path), path);
        EXPECT_EQ(page_after_login(area("/owners/login"), path), "/owners") << path;
        EXPECT_EQ(page_after_login(area("/staff/login"), path), "/staff") << path;
    }
    for (const auto* path : {"/owners", "/owners/profile", "/owners/me/leave"}) {
        EXPECT_EQ(page_after_login(area("/login"), path), "/me") << path;
        EXPECT_EQ(page_after_login(area("/owners/login"), path), path);
        EXPECT_EQ(page_after_login(area("/staff/login"), path), "/staff") << path;
    }
    for (const auto* path : {"/staff", "/staff/owners", "/staff/accounts/12"}) {
        EXPECT_EQ(page_after_login(area("/login"), path), "/me") << path;
        EXPECT_EQ(page_after_login(area("/owners/login"), path), "/owners") << path;
        EXPECT_EQ(page_after_login(area("/staff/login"), path), path);
    }
}

TEST(AreaLogin, leads_nowhere_that_a_browser_could_read_as_another_site) {
    const std::string too_long = "/staff/" + std::string(100, 'a');
    const std::string with_nul("/staff/a\0b", 10);
    for (const std::string& next : {std::string(),
                                    std::string("/"),
                                    std::string("staff/owners"),
                                    std::string("//elsewhere.example"),
                                    std::string("//elsewhere"),
                                    std::string("///staff"),
                                    std::string("/staff//elsewhere"),
                                    std::string("/staff/..//elsewhere"),
                                    std::string("/\\elsewhere"),
                                    std::string("\\\\elsewhere"),
                                    std::string("/staff\\elsewhere"),
                                    std::string("https://elsewhere.example/staff"),
                                    std::string("https:/staff/owners"),
                                    std::string("javascript:alert(1)"),
                                    std::string("/staff:80"),
                                    std::string("/staff@elsewhere"),
                                    std::string("/staff/../me"),
                                    std::string("/staff/./x"),
                                    std::string("/staff/%2e%2e/me"),
                                    std::string("/%2f%2felsewhere"),
                                    std::string("/staff%2f..%2fme"),
                                    std::string("/staff%00"),
                                    std::string("/staff/\r\nSet-Cookie:a=b"),
                                    std::string("/staff/\tx"),
                                    std::string("/staff /x"),
                                    std::string(" /staff/owners"),
                                    std::string("/staff/x\n"),
                                    with_nul,
                                    std::string("/staff/x?next=//elsewhere"),
                                    std::string("/staff#x"),
                                    std::string("/STAFF/owners"),
                                    std::string("/staff/\u200b"),
                                    std::string("／staff／owners"),
                                    too_long}) {
        for (const auto* login : {"/login", "/owners/login", "/staff/login"}) {
            const auto& own = area(login);
            EXPECT_FALSE(is_page_of(own, next)) << next;
            EXPECT_EQ(page_after_login(own, next), own.home) << next;
            EXPECT_EQ(login_url(own, next), login) << next;
        }
    }
}

TEST(AreaLogin, is_led_to_with_the_page_to_come_back_to_and_what_it_shall_say) {
    EXPECT_EQ(login_url(area("/staff/owners"), "/staff/owners"), "/staff/login?next=/staff/owners");
    EXPECT_EQ(login_url(area("/staff/owners"), "/staff/owners", "over=1"), "/staff/login?over=1&next=/staff/owners");
    EXPECT_EQ(login_url(area("/shops/7"), "/shops/7"), "/login?next=/shops/7");
    EXPECT_EQ(login_url(area("/owners"), "/owners", "other=1"), "/owners/login?other=1") << "it leads there anyway";
    EXPECT_EQ(with_next(area("/login"), "/login/link", "/shops/7"), "/login/link?next=/shops/7");
    EXPECT_EQ(with_next(area("/login"), "/login/link", "//elsewhere.example"), "/login/link");
}

// The way in of staff, from a page that wanted to be seen to that page.
class StaffLoginPagesTest : public AccountPageTest {
protected:
    StaffLoginPagesTest() {
        replies_["staff.login"] = R"({"ticket":"ticket-1"})";
        replies_["staff.second_step"] = R"({"session":")" + token + R"(","session_seconds":60,"staff_id":7})";
    }
    static constexpr const char* kHidden = "name=\"next\" value=\"/staff/owners\"";
};

TEST_F(StaffLoginPagesTest, keep_the_wanted_page_through_both_steps_and_what_is_mistyped) {
    EXPECT_TRUE(contains(get("/staff/login", "/staff/login?next=/staff/owners"), kHidden));
    const auto code = post("/staff/login", "mail=a&password=b&next=%2Fstaff%2Fowners");
    EXPECT_TRUE(contains(code, kHidden));
    EXPECT_TRUE(contains(code, "href=\"/staff/login?next=/staff/owners\"")) << "to begin again";
    EXPECT_EQ(header(post("/staff/login/second-step", "ticket=t&code=1&next=%2Fstaff%2Fowners"), "Location"),
              "/staff/owners");
    EXPECT_EQ(header(post("/staff/login/second-step", "ticket=t&code=1"), "Location"), "/staff");
    failures_["staff.login"] = {ErrorKind::unauthenticated, "accounts.wrong", "x"};
    EXPECT_TRUE(contains(post("/staff/login", "mail=a&password=b&next=%2Fstaff%2Fowners"), kHidden));
    for (const auto* refused : {"accounts.ticket_over", "accounts.wrong_code"}) {
        failures_["staff.second_step"] = {ErrorKind::unauthenticated, refused, "x"};
        EXPECT_TRUE(contains(post("/staff/login/second-step", "ticket=t&code=1&next=%2Fstaff%2Fowners"), kHidden))
            << refused;
    }
}

TEST_F(StaffLoginPagesTest, lead_to_no_other_site_and_no_other_area) {
    for (const auto* next :
         {"%2F%2Felsewhere.example", "https%3A%2F%2Felsewhere.example", "%2F%5Celsewhere", "%2Fstaff%2F..%2Fme",
          "%2Fstaff%2F%0D%0Ax", "%2Fstaff%2F", "%252F%252Felsewhere", "%2Fme", "%2Fowners"}) {
        EXPECT_EQ(header(post("/staff/login/second-step", std::string("ticket=t&code=1&next=") + next), "Location"),
                  "/staff")
            << next;
        EXPECT_FALSE(contains(get("/staff/login", std::string("/staff/login?next=") + next), "name=\"next\"")) << next;
        EXPECT_FALSE(contains(post("/staff/login", std::string("mail=a&password=b&next=") + next), "name=\"next\""))
            << next;
    }
}

TEST_F(StaffLoginPagesTest, are_reached_from_files_with_the_page_they_were_on) {
    failures_["staff.me"] = {ErrorKind::unauthenticated, "session.missing", "x"};
    EXPECT_EQ(header(get("/staff/audit/export"), "Location"), "/staff/login?next=/staff/audit");
}

}  // namespace
}  // namespace hub::portal
