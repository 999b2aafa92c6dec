#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/notice_mail.hpp"
#include "handlers/owners/export.hpp"
#include "handlers/owners/leaving.hpp"
#include "tests/unit/owners/owner_fixture.hpp"

namespace hub::owners {
namespace {

class MemoryRecords final : public RecordStore {
public:
    Records find(UnitOfWork&, std::int64_t) override { return records; }
    bool erase(UnitOfWork&, std::int64_t owner_id) override {
        erased.push_back(owner_id);
        return erased.size() == 1;
    }
    Records records;
    std::vector<std::int64_t> erased;
};

// The owner 3, owner@example.jp, is logged in.
class OwnerLeavingTest : public accounts::AccountTest {
protected:
    OwnerLeavingTest() {
        const auto digest = accounts::digest_of(session);
        store.sessions[digest] = {digest, {accounts::AccountKind::owner, 3}, accounts::Role::owner, {}, {}};
        store.known["owner@example.jp"] = {3, "hash of kotori-ga-3wa"};
        owners.owner = {
            3, "owner@example.jp", {}, {"ことり食堂", "", "鳥居 はな", "", "06-1234-5678", "2026-11"}, {{7, "梅田店"}}};
    }
    const std::string session = std::string(43, 's');
    MemoryOwners owners;
    MemoryRecords records;
    OwnerServices owner_services{services, owners};
    LeaveHandler leaving{owner_services, records};
    ExportHandler exporting{owner_services, records};
    accounts::NoticeMail letter{"https://pass.example.jp", key, clock};
};

TEST_F(OwnerLeavingTest, erases_the_owner_and_mails_what_is_gone_and_what_remains) {
    EXPECT_EQ(text(ask(leaving, R"({"password":"kotori-ga-3wa"})", session)), "{}");
    EXPECT_EQ(records.erased, std::vector<std::int64_t>{3});
    ASSERT_EQ(transactions.messages.size(), 1u);
    EXPECT_EQ(transactions.messages[0].subject, accounts::address_subject(services, "owner@example.jp"));
    const auto mail = letter.translate(transactions.messages[0]);
    ASSERT_TRUE(mail);
    for (const auto* words : {"owner@example.jp", "退会の手続きが終わりました", "公開している協賛店の情報は残ります"})
        EXPECT_NE(mail->data_text().find(words), std::string_view::npos) << words;
    EXPECT_EQ(mail->data_text().find("password/forgotten"), std::string_view::npos);
}

TEST_F(OwnerLeavingTest, needs_the_session_and_the_password_whose_tries_are_counted) {
    const auto wrong = ask(leaving, R"({"password":"not-that-one"})", session);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().fields.at(0).field, "/password");
    EXPECT_EQ(ask(leaving, "{}", session).error().fields.at(0).field, "/password");
    EXPECT_EQ(attempts.taken.size(), 2u) << "one by the account, one by the source";
    EXPECT_EQ(text(ask(leaving, R"({"password":"kotori-ga-3wa"})")), "session.missing");
    attempts.wait = std::chrono::seconds(3);
    EXPECT_EQ(text(ask(leaving, R"({"password":"kotori-ga-3wa"})", session)), "request.too_many");
    EXPECT_TRUE(records.erased.empty());
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(OwnerLeavingTest, erases_nobody_by_a_password_that_was_replaced_while_it_was_checked) {
    passwords.meanwhile = [this] { store.known["owner@example.jp"].password_hash = "hash of tsubame-ga-9wa"; };
    const auto refused = ask(leaving, R"({"password":"kotori-ga-3wa"})", session);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).field, "/password");
    EXPECT_TRUE(records.erased.empty());
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(OwnerLeavingTest, mails_nothing_twice) {
    (void)ask(leaving, R"({"password":"kotori-ga-3wa"})", session);
    (void)ask(leaving, R"({"password":"kotori-ga-3wa"})", session);
    EXPECT_EQ(transactions.messages.size(), 1u);
}

TEST_F(OwnerLeavingTest, before_it_everything_can_be_taken_out_but_secrets) {
    records.records.consented_at = clock.wall();
    ApplicationRecord application;
    application.application_id = 21;
    application.shop_name = "難波店";
    application.comment = "子ども用の席";
    application.benefits = {{"01", "10%割引", ""}};
    records.records.applications.push_back(application);
    records.records.links.push_back({"registration", clock.wall(), clock.wall(), clock.wall(), "asked@example.jp"});
    records.records.messages.push_back({"0190", "account.link_asked", clock.wall()});
    const auto all = text(ask(exporting, "{}", session));
    for (const auto* part :
         {R"("mail":"owner@example.jp")", R"("shop_id":7)", R"("application_id":21)", R"("began_at")",
          R"("purpose":"registration")", R"("message_id":"0190")", R"("consented_at")", R"("comment":"子ども用の席")",
          R"("tokuten":[{"code":"01","title":"10%割引"}])"})
        EXPECT_NE(all.find(part), std::string::npos) << part;
    for (const auto* secret : {"hash of", "sssss", "digest"}) EXPECT_EQ(all.find(secret), std::string::npos) << secret;
    EXPECT_EQ(text(ask(exporting, "{}")), "session.missing");
}

}  // namespace
}  // namespace hub::owners
