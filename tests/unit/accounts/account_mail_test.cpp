#include "tests/unit/accounts/access_fixture.hpp"

namespace hub::accounts {
namespace {

class AccountMailTest : public AccessTest {
protected:
    Result<Message> translate(const Translator& translator, const std::string& data) {
        return translator.translate(make_message(clock, "/handlers/accounts", "account.any", data));
    }
};

TEST_F(AccountMailTest, leads_each_kind_of_people_to_their_own_pages) {
    const auto data = R"({"kind":"owner","purpose":"password_reset","mail":"a@example.jp","seed":")" + new_token() +
                      R"(","expires_at":"2026-11-20T10:15:30Z","known":true})";
    const auto mail = translate(link_mail, data);
    ASSERT_TRUE(mail);
    const std::string text(mail->data_text());
    EXPECT_TRUE(has(text, "https://pass.example.jp/owners/password/reset?token="));
    EXPECT_TRUE(has(text, "2026-11-20 19:15（日本時間）"));
    const auto notice =
        translate(notice_mail,
                  R"({"kind":"owner","mail":"a@example.jp","notice":"second_step_begun","at":"2026-11-20T10:15:30Z"})");
    ASSERT_TRUE(notice);
    EXPECT_TRUE(has(std::string(notice->data_text()), "https://pass.example.jp/owners/password/forgotten"));
}

TEST_F(AccountMailTest, names_every_wrong_field_of_an_event) {
    EXPECT_EQ(translate(notice_mail, "{}").error().fields.size(), 4u);
    EXPECT_EQ(translate(code_mail, "{}").error().fields.size(), 4u);
    EXPECT_EQ(translate(link_mail, "{}").error().fields.size(), 6u);
    EXPECT_FALSE(translate(code_mail, "["));
}

TEST_F(AccountMailTest, tells_a_code_that_only_this_key_makes_of_the_message) {
    const auto seed = new_token();
    const auto code = key.mailed_code(seed);
    EXPECT_EQ(code.size(), 6u);
    EXPECT_EQ(code.find_first_not_of("0123456789"), std::string::npos);
    EXPECT_EQ(code, key.mailed_code(seed));
    const auto data =
        R"({"kind":"member","mail":"a@example.jp","seed":")" + seed + R"(","expires_at":"2026-11-20T10:15:30Z"})";
    EXPECT_TRUE(has(std::string(translate(code_mail, data)->data_text()), "\\n" + code + "\\n"));
    const auto other = AccountKey::from_hex(std::string(64, 'b')).value();
    int alike = 0;
    for (int turn = 0; turn < 20; ++turn) {
        const auto each = new_token();
        if (key.mailed_code(each) == other.mailed_code(each)) ++alike;
    }
    EXPECT_LT(alike, 3);
}

}  // namespace
}  // namespace hub::accounts
