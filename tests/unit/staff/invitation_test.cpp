#include "handlers/staff/invitation.hpp"

#include "handlers/staff/keys.hpp"
#include "handlers/staff/recovery_codes.hpp"
#include "handlers/staff/second_step_lifting.hpp"
#include "handlers/staff/staff_accounts.hpp"
#include "tests/unit/staff/staff_fixture.hpp"

namespace hub::staff {
namespace {

class Invitations : public StaffTest {
protected:
    std::string form(const std::string& token, const std::string& password, const std::string& code,
                     const std::string& of_setup = {}) {
        json::Writer writer;
        writer.begin_object();
        writer.member("token", token);
        writer.member("password", password);
        writer.member("setup", of_setup.empty() ? setup : of_setup);
        writer.member("code", code);
        writer.end_object();
        return writer.take();
    }
    void open(const std::string& token) {
        const auto shown = ask(invitation, R"({"token":")" + token + R"("})");
        setup = member(shown, "setup");
        secret = member(shown, "typed_secret");
    }
    static std::vector<std::string> fields_of(const Result<SharedText>& reply) {
        std::vector<std::string> fields;
        for (const auto& field : reply.error().fields) fields.push_back(field.field);
        return fields;
    }

    InvitationHandler invitation{staff_services};
    AcceptHandler acceptance{staff_services};
    std::string setup;
    std::string secret;
};

TEST_F(Invitations, become_accounts_with_a_password_an_authenticator_and_ten_recovery_codes) {
    const auto token = invited_link("hanako@example.jp");
    open(token);
    const auto reply = ask(acceptance, form(token, "kawazu-tobikomu-5", code_of(secret)));
    ASSERT_TRUE(reply) << reply.error().code;
    ASSERT_TRUE(staff.accepted);
    EXPECT_EQ(staff.accepted->password_hash, "hash of kawazu-tobikomu-5");
    EXPECT_TRUE(key.open(kAuthenticatorPurpose, staff.accepted->authenticator));
    const auto document = json::Document::parse(**reply);
    const auto codes = document->root().find("recovery_codes")->elements();
    ASSERT_EQ(codes.size(), 10u);
    EXPECT_EQ(staff.accepted->recovery_digests.front(), recovery_digest(*codes.front().as_string()));
    EXPECT_EQ(text(ask(acceptance, form(token, "kawazu-tobikomu-5", code_of(secret)))), "accounts.link_used");
}

TEST_F(Invitations, want_twelve_letters_and_a_code_of_the_secret_that_was_shown_and_say_both_at_once) {
    const auto token = invited_link("hanako@example.jp");
    open(token);
    EXPECT_EQ(fields_of(ask(acceptance, form(token, "elevenchars", "12"))),
              (std::vector<std::string>{"/password", "/code"}));
    EXPECT_EQ(fields_of(ask(acceptance, form(token, "hanako-tobikomu", code_of(secret)))),
              std::vector<std::string>{"/password"});
    EXPECT_EQ(fields_of(ask(acceptance, form(token, "kawazu-tobikomu-5", code_of(secret, -9)))),
              std::vector<std::string>{"/code"});
    const auto too_long = ask(acceptance, form(token, std::string(130, 'x') + "kawazu", code_of(secret)));
    EXPECT_EQ(too_long.error().fields.at(0).problem, "12文字以上、128文字以内で指定してください。");
    EXPECT_FALSE(staff.accepted);
}

TEST_F(Invitations, do_not_take_a_secret_that_was_sealed_for_another_link) {
    const auto others = invited_link("others@example.jp");
    open(others);
    const auto others_setup = setup;
    const auto token = invited_link("hanako@example.jp");
    EXPECT_EQ(fields_of(ask(acceptance, form(token, "kawazu-tobikomu-5", code_of(secret), others_setup))),
              std::vector<std::string>{"/code"});
}

TEST_F(Invitations, are_void_once_the_account_is_no_longer_invited) {
    const auto token = invited_link("hanako@example.jp");
    staff.people.front().status = "suspended";
    EXPECT_EQ(text(ask(invitation, R"({"token":")" + token + R"("})")), "accounts.link_unknown");
}

TEST_F(Invitations, are_published_with_what_the_link_is_made_of_and_never_with_the_link) {
    staff.people.push_back({1, "管理 花子", "admin@example.jp", accounts::Role::administrator, "active"});
    InviteHandler invite{staff_services};
    const auto reply = ask(invite, R"({"name":"太郎","mail":"taro@example.jp","role":"viewer"})", session_of(1));
    ASSERT_TRUE(reply) << reply.error().code;
    EXPECT_EQ(staff.done, std::vector<std::string>{"管理 花子 invites taro@example.jp"});
    ASSERT_EQ(transactions.messages.size(), 1u);
    const auto data = json::Document::parse(transactions.messages.front().data_text());
    EXPECT_EQ(data->root().string("purpose"), "invitation");
    const auto token = key.link_token(*data->root().string("seed"));
    EXPECT_EQ(accounts::digest_of(token), staff.last_link.digest);
    EXPECT_EQ(transactions.messages.front().data_text().find(token), std::string_view::npos);
}

TEST_F(Invitations, are_mailed_once_for_a_key_and_a_repeat_hears_the_same) {
    staff.people.push_back({1, "管理 花子", "admin@example.jp", accounts::Role::administrator, "active"});
    InviteHandler invite{staff_services};
    auto message =
        make_message(clock, "/portal", "staff.invite", R"({"name":"太郎","mail":"taro@example.jp","role":"viewer"})");
    message.extensions[accounts::kSession] = session_of(1);
    message.extensions[kChangeKey] = "a";
    const auto deadline = Deadline::after(clock, std::chrono::seconds(5));
    const auto first = test::run_awaitable(invite.handle(message, deadline));
    const auto again = test::run_awaitable(invite.handle(message, deadline));
    ASSERT_TRUE(first && again);
    EXPECT_EQ(**first, **again);
    EXPECT_EQ(transactions.messages.size(), 1u);
}

TEST_F(Invitations, that_were_refused_for_their_words_take_their_key_with_them) {
    staff.people.push_back({1, "管理 花子", "admin@example.jp", accounts::Role::administrator, "active"});
    const auto own = session_of(1);
    const auto answer = [&](Handler& handler, const std::string& data) {
        auto message = make_message(clock, "/portal", "staff.change", data);
        message.extensions[accounts::kSession] = own;
        message.extensions[kChangeKey] = "a";
        return text(test::run_awaitable(handler.handle(message, Deadline::after(clock, std::chrono::seconds(5)))));
    };
    InviteHandler invite{staff_services};
    EXPECT_EQ(answer(invite, R"({"name":"key/web","mail":"taro@example.jp","role":"viewer"})"), "staff.invalid");
    EXPECT_EQ(answer(invite, R"({"name":"太郎","mail":"taro@example.jp","role":"viewer"})"), kKeyReused);
    ChangeHandler change{staff_services, StaffChange::change_role};
    answers.kept.clear();
    EXPECT_EQ(answer(change, R"({"staff_id":1,"role":"member"})"), "staff.invalid");
    EXPECT_EQ(answer(change, R"({"staff_id":1,"role":"editor"})"), kKeyReused);
    LiftSecondStepHandler lift{staff_services, accounts::AccountKind::member};
    answers.kept.clear();
    EXPECT_EQ(answer(lift, R"({"user_id":"3","reason":""})"), "staff.invalid");
    EXPECT_EQ(answer(lift, R"({"user_id":"3","reason":"電話で本人を確かめた"})"), kKeyReused);
    EXPECT_TRUE(staff.done.empty());
}

TEST_F(Invitations, name_every_wrong_field) {
    const auto message = make_message(clock, "/portal", "staff.invite", R"({"name":"　","mail":"x","role":"member"})");
    const auto read = read_invitation(message);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().fields.size(), 3u);
}

TEST_F(Invitations, are_of_names_that_no_other_actor_of_the_audit_has) {
    for (const std::string name : {"key/web", "member/12", "a\\u001bb", "a\\u007fb", "", "hub", "ＨＵＢ", "Operator",
                                   "花子\\u200b", "\\u202e子花", "a\\u2028b", "a\\ue000b"}) {
        const auto read = read_invitation(make_message(
            clock, "/portal", "staff.invite", R"({"name":")" + name + R"(","mail":"a@example.jp","role":"viewer"})"));
        ASSERT_FALSE(read) << name;
        EXPECT_EQ(read.error().fields.at(0).field, "/name");
    }
}

TEST_F(Invitations, are_refused_to_names_that_are_read_as_somebodys) {
    staff.people.push_back({1, "管理 花子", "admin@example.jp", accounts::Role::administrator, "active"});
    InviteHandler invite{staff_services};
    for (const std::string name : {"管理　花子", "管理花子", "管理 花子\uFE00"})
        EXPECT_EQ(
            text(ask(invite, R"({"name":")" + name + R"(","mail":"b@example.jp","role":"viewer"})", session_of(1))),
            "staff.taken")
            << name;
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(Invitations, of_keys_follow_the_same_rule_of_names_and_days_are_days) {
    const auto fields_of_wish = [&](const std::string& name, const std::string& days) {
        const auto read =
            read_key_wish(make_message(clock, "/portal", "key.create",
                                       R"({"name":")" + name + R"(","scopes":["audit:read"],"days":)" + days + "}"));
        return read ? std::string() : read.error().fields.at(0).field;
    };
    EXPECT_EQ(fields_of_wish("web", "30"), "");
    EXPECT_EQ(fields_of_wish("a\\u001bb", "30"), "/name");
    EXPECT_EQ(fields_of_wish("a\\u007fb", "30"), "/name");
    EXPECT_EQ(fields_of_wish("web", "4294967326"), "/days") << "30, once it is cut to 32 bits";
    EXPECT_EQ(fields_of_wish("web", "0"), "/days");
}

TEST_F(Invitations, of_a_person_who_is_changed_end_the_sessions_that_are_remembered) {
    staff.people.push_back({1, "管理 花子", "admin@example.jp", accounts::Role::administrator, "active"});
    const auto theirs = session_of(7);
    EXPECT_TRUE(test::run_awaitable(sessions.find(theirs, Deadline::after(clock, std::chrono::seconds(5)))));
    store.sessions.erase(accounts::digest_of(theirs));
    ChangeHandler change{staff_services, StaffChange::change_role};
    ASSERT_TRUE(ask(change, R"({"staff_id":7,"role":"editor"})", session_of(1)));
    EXPECT_FALSE(test::run_awaitable(sessions.find(theirs, Deadline::after(clock, std::chrono::seconds(5)))));
}

}  // namespace
}  // namespace hub::staff
