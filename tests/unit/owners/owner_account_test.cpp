#include "handlers/accounts/link_mail.hpp"
#include "handlers/accounts/link_requests.hpp"
#include "handlers/accounts/login.hpp"
#include "handlers/accounts/provisional.hpp"
#include "handlers/owners/own_data.hpp"
#include "handlers/owners/registration.hpp"
#include "tests/support/remembered_answers.hpp"
#include "tests/unit/owners/owner_fixture.hpp"

namespace hub::owners {
namespace {

using accounts::AccountKind;

class OwnerAccountTest : public accounts::AccountTest {
protected:
    OwnerAccountTest() { store.role = accounts::Role::owner; }
    static std::string profile(const std::string& company) {
        return R"("company_name":")" + company +
               R"(","name":"鳥居 はな","tel":"06-1234-5678","consent_version":"2026-11")";
    }
    MemoryOwners owners;
    OwnerServices owner_services{services, owners};
    accounts::LinkRequestHandler provisional{services, AccountKind::owner, accounts::LinkPurpose::registration};
    accounts::LoginHandler login{services, AccountKind::owner};
    RegisterHandler registering{owner_services};
    MeHandler me{owner_services};
    test::RememberedAnswers answers;
    accounts::KeyedChanges changes{transactions, answers};
    UpdateHandler update{owner_services, changes};
    accounts::LinkMail letter{"https://pass.example.jp", key, clock};
};

TEST_F(OwnerAccountTest, goes_from_the_mailed_link_over_the_login_to_the_own_profile) {
    EXPECT_EQ(text(ask(provisional, R"({"mail":"owner@example.jp"})")), R"({"expires_in_s":86400})");
    const auto mail = letter.translate(transactions.messages.back());
    ASSERT_TRUE(mail);
    const std::string body(mail->data_text());
    const std::string_view page = "https://pass.example.jp/owners/register/confirm?token=";
    ASSERT_NE(body.find(page), std::string::npos) << body;
    EXPECT_NE(body.find("協賛店ユーザ登録"), std::string::npos);
    const auto token = body.substr(body.find(page) + page.size(), 43);
    EXPECT_EQ(text(ask(registering,
                       R"({"token":")" + token + R"(","password":"kotori-ga-3wa",)" + profile("ことり食堂") + "}")),
              R"({"owner_id":3})");
    store.known["owner@example.jp"] = {3, "hash of kotori-ga-3wa"};
    const auto session = member(ask(login, R"({"mail":"owner@example.jp","password":"kotori-ga-3wa"})"), "session");
    EXPECT_EQ(member(ask(me, "{}", session), "company_name"), "ことり食堂");
    EXPECT_EQ(member(ask(me, "{}", session), "current_consent_version"), accounts::kConsentVersion);
    EXPECT_EQ(member(ask(update, "{" + profile("すずめ食堂") + "}", session), "company_name"), "すずめ食堂");
    EXPECT_NE(text(ask(me, "{}", session)).find(R"("shops":[{"shop_id":7,"name":"ことり食堂 梅田店"}])"),
              std::string::npos);
}

TEST_F(OwnerAccountTest, is_not_changed_back_by_a_late_copy_of_a_change) {
    const auto session = std::string(43, 's');
    const auto digest = accounts::digest_of(session);
    store.sessions[digest] = {digest, {AccountKind::owner, 3}, accounts::Role::owner, {}, {}};
    const auto change = [&](const std::string& company, const std::string& key) {
        auto message = make_message(clock, "/portal", "owner.update", "{" + profile(company) + "}");
        message.extensions[accounts::kSession] = session;
        message.extensions[kChangeKey] = key;
        const auto reply =
            test::run_awaitable(update.handle(std::move(message), Deadline::after(clock, std::chrono::seconds(5))));
        return reply ? member(reply, "company_name") : reply.error().code;
    };
    EXPECT_EQ(change("ことり食堂", "a"), "ことり食堂");
    EXPECT_EQ(change("すずめ食堂", "b"), "すずめ食堂");
    EXPECT_EQ(change("ことり食堂", "a"), "すずめ食堂");
    EXPECT_EQ(change(" ", "a"), kKeyReused);
    EXPECT_EQ(change(" ", "c"), "owners.invalid");
    EXPECT_EQ(change("ことり食堂", "c"), kKeyReused);
}

TEST_F(OwnerAccountTest, changes_nothing_when_anything_is_wrong) {
    const auto session = "x";
    EXPECT_EQ(text(ask(update, "{" + profile("すずめ") + "}", session)), "session.missing");
    (void)ask(provisional, R"({"mail":"owner@example.jp"})");
    const auto refused = ask(registering, R"({"token":"x","password":"short"})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 5u);
}

}  // namespace
}  // namespace hub::owners
