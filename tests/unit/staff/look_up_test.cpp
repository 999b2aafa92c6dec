#include "handlers/accounts/notice_mail.hpp"
#include "handlers/staff/member_look_up.hpp"
#include "handlers/staff/owner_look_up.hpp"
#include "handlers/staff/second_step_lifting.hpp"
#include "tests/unit/staff/staff_fixture.hpp"

namespace hub::staff {
namespace {

// Notes what was looked up, and finds one.
class NotedMembers final : public MemberLookUp {
public:
    std::optional<FoundMember> look_up(UnitOfWork&, const std::string& asked_by, const MemberCriterion& criterion,
                                       const std::string& reason) override {
        asked.push_back(asked_by + " " + criterion.mail + "|" + std::to_string(criterion.user_id) + "|" +
                        criterion.card_number + " " + reason);
        FoundMember member;
        member.user_id = 12;
        return member;
    }
    std::vector<std::string> asked;
};

class NotedOwners final : public OwnerLookUp {
public:
    std::vector<FoundOwner> look_up(UnitOfWork&, const std::string& asked_by, const OwnerCriterion& criterion,
                                    const std::string& reason) override {
        asked.push_back(asked_by + " " + criterion.mail + "|" + std::to_string(criterion.owner_id) + "|" +
                        criterion.corporate_number + " " + reason);
        return {{{3, "owner@example.jp", {}, {"ことり食堂", "", "鳥居 はな", "", "", ""}, {}}, "active", "none"}};
    }
    std::vector<std::string> asked;
};

class LookUpTest : public StaffTest {
protected:
    LookUpTest() {
        staff.people.push_back({7, "花子", "hanako@example.jp", accounts::Role::viewer, "active"});
        session = session_of(7);
    }
    // The fields that are wrong, or the reply.
    std::string outcome(const Result<SharedText>& reply) {
        if (reply) return **reply;
        std::string fields;
        for (const auto& problem : reply.error().fields) fields += problem.field;
        return fields;
    }
    std::string find_member(const std::string& data) { return outcome(ask(find_members, data, session)); }
    std::string find_owner(const std::string& data) { return outcome(ask(find_owners, data, session)); }

    std::string session;
    NotedMembers members;
    NotedOwners owners;
    FindMembersHandler find_members{staff_services, members};
    FindOwnersHandler find_owners{staff_services, owners};
};

TEST_F(LookUpTest, takes_a_card_number_as_it_is_printed_and_as_it_is_typed) {
    for (const auto* typed : {"12345678901244", "1234-5678-9012-44", " 1234 5678 9012 44 ",
                              "１２３４－５６７８－９０１２－４４", "1234‐5678‐9012‐44", "1234ー5678ー9012ー44"}) {
        EXPECT_NE(find_member(R"({"card_number":")" + std::string(typed) + R"(","reason":"電話"})").find("12"),
                  std::string::npos);
        ASSERT_FALSE(members.asked.empty()) << typed;
        EXPECT_EQ(members.asked.back(), "花子 |0|12345678901244 電話") << typed;
        members.asked.clear();
    }
}

TEST_F(LookUpTest, finds_nobody_in_a_session_that_is_remembered_for_who_is_suspended_or_has_another_role) {
    const auto refused = [&] {
        const auto member = text(ask(find_members, R"({"user_id":12,"reason":"電話"})", session));
        const auto owner = text(ask(find_owners, R"({"owner_id":3,"reason":"電話"})", session));
        return member + " " + owner;
    };
    auto& me = staff.people.front();
    me.status = "suspended";
    EXPECT_EQ(refused(), "staff.not_allowed staff.not_allowed");
    me.status = "active";
    me.role = accounts::Role::editor;
    EXPECT_EQ(refused(), "staff.not_allowed staff.not_allowed");
    EXPECT_TRUE(members.asked.empty());
    EXPECT_TRUE(owners.asked.empty());
}

TEST_F(LookUpTest, takes_a_card_number_of_todays_system_as_it_is) {
    const std::pair<const char*, const char*> numbers[] = {{"27-a0012345", "27-A0012345"},
                                                           {"２７－Ａ００１２３４５", "27-A0012345"},
                                                           {"1234", "1234"},
                                                           {"123456789012", "123456789012"},
                                                           {"1234-5678-9012", "1234-5678-9012"},
                                                           {"12345678901243", "12345678901243"},
                                                           {"1234567890123456", "1234567890123456"}};
    for (const auto& [typed, meant] : numbers) {
        (void)find_member(R"({"card_number":")" + std::string(typed) + R"(","reason":"電話"})");
        ASSERT_FALSE(members.asked.empty()) << typed;
        EXPECT_EQ(members.asked.back(), "花子 |0|" + std::string(meant) + " 電話");
        members.asked.clear();
    }
}

TEST_F(LookUpTest, looks_nobody_up_by_what_is_no_number) {
    for (const auto* typed : {"1234-5678-9012-43", "１２３４－５６７８－９０１２－４３", "1234 5678 9012 43", "123",
                              "12345678901244円", "12345678901244 12345678901244"})
        EXPECT_EQ(find_member(R"({"card_number":")" + std::string(typed) + R"(","reason":"電話"})"), "/card_number");
    for (const auto* id : {"0", "-1", R"("-1")", R"("x")", R"("1.5")", R"("99999999999999999999")"})
        EXPECT_EQ(find_member(R"({"user_id":)" + std::string(id) + R"(,"reason":"電話"})"), "/user_id") << id;
    EXPECT_EQ(find_member(R"({"user_id":"","reason":"電話"})"), "/user_id");
    EXPECT_EQ(find_member(R"({"mail":"hanako","reason":"電話"})"), "/mail");
    EXPECT_TRUE(members.asked.empty()) << "nothing that was not looked up is recorded";
}

TEST_F(LookUpTest, takes_a_members_number_with_full_width_digits_and_an_address_without_blanks_around_it) {
    (void)find_member(R"({"user_id":12,"reason":" 電話 "})");
    (void)find_member(R"({"user_id":"１２","reason":"電話"})");
    (void)find_member(R"({"mail":" hanako@example.jp ","reason":"電話"})");
    EXPECT_EQ(members.asked,
              (std::vector<std::string>{"花子 |12| 電話", "花子 |12| 電話", "花子 hanako@example.jp|0| 電話"}));
}

TEST_F(LookUpTest, needs_one_criterion_and_a_reason_and_names_both_at_once) {
    EXPECT_EQ(find_member("{}"), "/user_id/reason");
    EXPECT_EQ(find_member(R"({"mail":"a@example.jp","user_id":1,"reason":"  "})"), "/user_id/mail/reason");
    EXPECT_EQ(find_owner("{}"), "/owner_id/reason");
    EXPECT_EQ(find_owner(R"({"mail":"a@example.jp","owner_id":1,"reason":"電話"})"), "/owner_id/mail");
    EXPECT_EQ(find_owner(R"({"owner_id":1,"reason":")" + std::string(201, 'a') + "\"}"), "/reason");
    EXPECT_EQ(text(ask(find_members, R"({"user_id":1,"reason":"電話"})")), "session.missing");
    EXPECT_EQ(text(ask(find_owners, R"({"owner_id":1,"reason":"電話"})")), "session.missing");
    EXPECT_TRUE(members.asked.empty());
    EXPECT_TRUE(owners.asked.empty());
}

TEST_F(LookUpTest, finds_owners_by_address_number_or_corporation) {
    const auto found = find_owner(R"({"owner_id":"３","reason":"電話"})");
    EXPECT_NE(found.find(R"("owner_id":3)"), std::string::npos) << found;
    EXPECT_NE(found.find(R"("status":"active")"), std::string::npos) << found;
    (void)find_owner(R"({"corporate_number":"８-7001-1000-5901","reason":"電話"})");
    (void)find_owner(R"({"mail":"owner@example.jp","reason":"電話"})");
    EXPECT_EQ(owners.asked, (std::vector<std::string>{"花子 |3| 電話", "花子 |0|8700110005901 電話",
                                                      "花子 owner@example.jp|0| 電話"}));
    EXPECT_EQ(find_owner(R"({"corporate_number":"8700110005902","reason":"電話"})"), "/corporate_number");
}

TEST_F(LookUpTest, a_lost_second_step_is_lifted_with_a_reason_and_the_person_is_told) {
    LiftSecondStepHandler of_members{staff_services, accounts::AccountKind::member};
    LiftSecondStepHandler of_owners{staff_services, accounts::AccountKind::owner};
    EXPECT_EQ(outcome(ask(of_members, R"({"user_id":12,"reason":"窓口"})", session)), "{}");
    EXPECT_EQ(outcome(ask(of_owners, R"({"owner_id":3,"reason":"窓口"})", session)), "{}");
    EXPECT_EQ(staff.done, (std::vector<std::string>{"花子 lifts member 12: 窓口", "花子 lifts owner 3: 窓口"}));
    ASSERT_EQ(transactions.messages.size(), 2u);
    const auto mail = accounts::NoticeMail("https://pass.example.jp", key, clock).translate(transactions.messages[1]);
    ASSERT_TRUE(mail);
    for (const auto* words : {"lost@example.jp", "事務局が二段階ログインを解除しました", "/owners/password/forgotten"})
        EXPECT_NE(mail->data_text().find(words), std::string_view::npos) << words;
    EXPECT_EQ(outcome(ask(of_members, R"({"user_id":0,"reason":"　 "})", session)), "/user_id/reason");
    EXPECT_EQ(text(ask(of_members, R"({"user_id":12,"reason":"窓口"})")), "session.missing");
    EXPECT_EQ(staff.done.size(), 2u);
}

}  // namespace
}  // namespace hub::staff
