#include "handlers/members/leaving.hpp"

#include "handlers/accounts/own_access.hpp"
#include "handlers/members/export.hpp"
#include "handlers/members/own_data.hpp"
#include "tests/support/remembered_answers.hpp"
#include "tests/unit/members/record_fixture.hpp"

namespace hub::members {
namespace {

class LeavingTest : public RecordTest {
protected:
    LeaveHandler leaving{record_services};
    ExportHandler exporting{record_services};
    test::RememberedAnswers answers;
    accounts::KeyedChanges changes{transactions, answers};
    UpdateHandler updating{member_services, changes};
    LeftMail letter{key, clock};
};

TEST_F(LeavingTest, erases_the_member_and_mails_that_it_is_done) {
    EXPECT_EQ(text(ask(leaving, R"({"password":"kotori-ga-3wa"})", session)), "{}");
    EXPECT_EQ(records.erased, std::vector<std::int64_t>{7});
    ASSERT_EQ(transactions.messages.size(), 1u);
    const auto& left = transactions.messages[0];
    EXPECT_EQ(left.type, "member.left");
    EXPECT_EQ(left.subject, accounts::address_subject(services, "Hanako@Example.jp"));
    EXPECT_EQ(left.subject.find("hanako"), std::string::npos);
    EXPECT_EQ(left.data_text().find("@"), std::string_view::npos);
    const auto mail = letter.translate(left);
    ASSERT_TRUE(mail);
    EXPECT_NE(mail->data_text().find("hanako@example.jp"), std::string_view::npos);
    EXPECT_NE(mail->data_text().find("退会の手続きが終わりました"), std::string_view::npos);
    EXPECT_EQ(mail->subject, left.subject);
}

TEST_F(LeavingTest, needs_the_password_as_every_proof_of_it_and_counts_the_tries_by_account_and_by_source) {
    const auto wrong = ask(leaving, R"({"password":"not-that-one"})", session);
    EXPECT_EQ(text(wrong), "accounts.invalid");
    EXPECT_EQ(wrong.error().fields.at(0).field, "/password");
    EXPECT_EQ(text(ask(leaving, "{}", session)), "accounts.invalid");
    const auto message = [&] {
        auto asked = make_message(clock, "/portal", "member.leave", "{}");
        asked.extensions[accounts::kPeer] = "192.0.2.7";
        return asked;
    }();
    EXPECT_EQ(attempts.taken,
              (std::vector<std::string>{accounts::by_account(services, "password", {accounts::AccountKind::member, 7}),
                                        accounts::password_source(services, message).key}));
    attempts.wait = std::chrono::seconds(3);
    EXPECT_EQ(text(ask(leaving, R"({"password":"kotori-ga-3wa"})", session)), "request.too_many");
    EXPECT_EQ(text(ask(leaving, R"({"password":"kotori-ga-3wa"})")), "session.missing");
    EXPECT_TRUE(records.erased.empty());
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(LeavingTest, erases_nobody_by_a_password_that_was_replaced_while_it_was_checked) {
    passwords.meanwhile = [this] { store.known["hanako@example.jp"].password_hash = "hash of tsubame-ga-9wa"; };
    const auto refused = ask(leaving, R"({"password":"kotori-ga-3wa"})", session);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).field, "/password");
    EXPECT_TRUE(records.erased.empty());
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(LeavingTest, mails_nothing_for_an_event_that_is_incomplete_and_nothing_twice) {
    EXPECT_EQ(letter.translate(make_message(clock, "/x", "member.left", "{}")).error().fields.size(), 2u);
    (void)ask(leaving, R"({"password":"kotori-ga-3wa"})", session);
    (void)ask(leaving, R"({"password":"kotori-ga-3wa"})", session);
    EXPECT_EQ(transactions.messages.size(), 1u);
}

TEST_F(LeavingTest, before_it_everything_can_be_taken_out) {
    records.records.card_number = "12345678901244";
    records.records.nickname = "Hana";
    records.records.children_birth_dates = {"2018-04-12"};
    records.records.consented_at = clock.wall();
    records.records.staff_actions.push_back({"users.read", clock.wall(), "viewer", "mail", "asked by telephone"});
    records.records.links.push_back({"registration", clock.wall(), clock.wall(), clock.wall(), "asked@example.jp"});
    records.records.messages.push_back({"0190", "account.link_asked", clock.wall()});
    EXPECT_NE(text(ask(exporting, "{}", session)).find(R"("second_step":{"method":"none"})"), std::string::npos);
    store.steps[7] = {
        accounts::SecondStepMethod::authenticator, "sealed secret", 3, {"digest 1", "digest 2"}, clock.wall()};
    const auto all = text(ask(exporting, "{}", session));
    const auto step = R"("second_step":{"method":"authenticator","began_at":")" + to_rfc3339(clock.wall()) +
                      R"(","recovery_codes":2})";
    EXPECT_NE(all.find(step), std::string::npos) << all;
    for (const auto* part :
         {R"("mail":"hanako@example.jp")", R"("card_number":"12345678901244")", R"("shop_id":5)", R"("began_at")",
          R"("purpose":"registration")", R"("message_id":"0190")", R"("consented_at")", R"("mail":"asked@example.jp")",
          R"("nickname":"Hana")", R"("children_birth_dates":["2018-04-12"])",
          R"("role":"viewer","by":"mail","reason":"asked by telephone")"})
        EXPECT_NE(all.find(part), std::string::npos) << part;
    for (const auto* secret : {"hash of", "sssss", "digest", "sealed"})
        EXPECT_EQ(all.find(secret), std::string::npos) << secret;
    EXPECT_EQ(text(ask(exporting, "{}")), "session.missing");
}

TEST_F(LeavingTest, a_change_of_the_profile_is_whole_and_names_all_that_is_wrong) {
    EXPECT_EQ(text(ask(updating, R"({"programme":2,"city":"堺市","consent_version":"2026-11"})", session)),
              R"({"user_id":7})");
    ASSERT_EQ(members.updated.size(), 1u);
    EXPECT_EQ(members.updated[0].first, 7);
    EXPECT_EQ(members.updated[0].second.city, "堺市");
    EXPECT_TRUE(members.updated[0].second.children.empty());
    const auto wrong = ask(updating, R"({"programme":9,"consent_version":"2001-01"})", session);
    EXPECT_EQ(wrong.error().fields.size(), 3u);
    EXPECT_EQ(text(ask(updating, R"({"programme":2,"city":"堺市","consent_version":"2026-11"})")), "session.missing");
}

}  // namespace
}  // namespace hub::members
