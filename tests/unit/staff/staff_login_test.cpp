#include "handlers/staff/staff_login.hpp"

#include "handlers/accounts/one_time_code.hpp"
#include "handlers/staff/recovery_codes.hpp"
#include "tests/unit/staff/staff_fixture.hpp"

namespace hub::staff {
namespace {

class StaffLogin : public StaffTest {
protected:
    StaffLogin() {
        store.known["hanako@example.jp"] = {7, "hash of kawazu-tobikomu-5"};
        staff.known = Authenticator{key.seal(kAuthenticatorPurpose, secret), 0};
    }
    std::string ticket() {
        return member(ask(login, R"({"mail":"hanako@example.jp","password":"kawazu-tobikomu-5"})"), "ticket");
    }
    std::string step(const std::string& ticket, const std::string& code) {
        return text(ask(second, R"({"ticket":")" + ticket + R"(","code":")" + code + R"("})"));
    }

    const std::string secret = accounts::new_authenticator_secret();
    const std::string typed = accounts::typed_secret(secret);
    LoginHandler login{staff_services};
    SecondStepHandler second{staff_services};
};

TEST_F(StaffLogin, begins_no_session_before_the_second_step) {
    EXPECT_FALSE(ticket().empty());
    EXPECT_TRUE(store.sessions.empty());
    EXPECT_NE(step(ticket(), code_of(typed)).find("\"staff_id\":7"), std::string::npos);
    EXPECT_EQ(store.sessions.size(), 1u);
}

TEST_F(StaffLogin, takes_each_code_once) {
    const auto code = code_of(typed);
    EXPECT_NE(step(ticket(), code).find("\"session\""), std::string::npos);
    EXPECT_EQ(step(ticket(), code), "accounts.login_refused");
}

TEST_F(StaffLogin, takes_a_recovery_code_however_it_is_typed) {
    staff.recovery[recovery_digest("abcd-efgh-jkmn-2345")] = true;
    EXPECT_NE(step(ticket(), "ABCD efgh ｊｋｍｎ2345").find("\"session\""), std::string::npos);
    EXPECT_EQ(step(ticket(), "abcd-efgh-jkmn-2345"), "accounts.login_refused");
}

TEST_F(StaffLogin, has_to_begin_anew_after_ten_minutes_or_with_a_ticket_of_its_own_making) {
    const auto old = ticket();
    clock.advance(std::chrono::minutes(10));
    EXPECT_EQ(step(old, code_of(typed)), "accounts.ticket_over");
    EXPECT_EQ(step(key.seal("staff.other", "7 9999999999"), code_of(typed)), "accounts.ticket_over");
    EXPECT_EQ(step("x", code_of(typed)), "accounts.ticket_over");
}

TEST_F(StaffLogin, counts_codes_by_account_and_by_source_and_waits_before_it_looks) {
    const auto first = ticket();
    attempts.taken.clear();
    attempts.wait = std::chrono::seconds(2);
    EXPECT_EQ(step(first, code_of(typed)), "request.too_many");
    ASSERT_EQ(attempts.taken.size(), 2u);
    EXPECT_TRUE(attempts.taken[0].starts_with("staff_code:"));
    EXPECT_TRUE(store.sessions.empty());
}

TEST_F(StaffLogin, is_refused_for_an_account_that_is_not_active_any_more) {
    const auto first = ticket();
    staff.known.reset();
    EXPECT_EQ(step(first, code_of(typed)), "accounts.login_refused");
}

TEST(RecoveryCodes, are_ten_different_ones_of_eighty_bits) {
    auto codes = new_recovery_codes();
    std::sort(codes.begin(), codes.end());
    EXPECT_EQ(std::unique(codes.begin(), codes.end()) - codes.begin(), 10);
    EXPECT_EQ(codes.front().size(), 19u);
    EXPECT_EQ(codes.front().find_first_not_of("abcdefghijkmnpqrstuvwxyz23456789-"), std::string::npos);
}

}  // namespace
}  // namespace hub::staff
