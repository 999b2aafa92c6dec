#include "handlers/members/registration.hpp"

#include "handlers/accounts/link_mail.hpp"
#include "handlers/accounts/link_requests.hpp"
#include "handlers/accounts/provisional.hpp"
#include "handlers/members/profile.hpp"
#include "tests/unit/members/member_fixture.hpp"

namespace hub::members {
namespace {

class RegistrationTest : public MemberTest {
protected:
    Result<SharedText> ask_for_link(const std::string& mail) {
        return ask(provisional, R"({"mail":)" + json::quote(mail) + "}");
    }
    // The token that the mail of the last message holds.
    std::string mailed_token() {
        const auto mail = letter.translate(transactions.messages.back());
        const std::string body(mail ? mail->data_text() : "");
        const auto begin = body.find("confirm?token=");
        return begin == std::string::npos ? "" : body.substr(begin + 14, 43);
    }
    Result<SharedText> register_with(const std::string& token, const std::string& more,
                                     const std::string& password = "kotori-ga-3wa") {
        return ask(registering, R"({"token":")" + token + R"(","password":")" + password +
                                    R"(","programme":1,"postal_code":"５３０－０００１","consent_version":"2026-11")" +
                                    more + "}");
    }
    accounts::LinkRequestHandler provisional{services, accounts::AccountKind::member,
                                             accounts::LinkPurpose::registration};
    accounts::LinkHandler link{services, accounts::AccountKind::member};
    RegisterHandler registering{member_services};
    accounts::LinkMail letter{"https://pass.example.jp", key, clock};
};

TEST_F(RegistrationTest, goes_from_the_address_over_the_mailed_link_to_the_member) {
    EXPECT_EQ(text(ask_for_link("hanako@example.jp")), R"({"expires_in_s":86400})");
    const auto token = mailed_token();
    ASSERT_TRUE(accounts::is_token(token));
    EXPECT_EQ(member(ask(link, R"({"token":")" + token + "\"}"), "mail"), "hanako@example.jp");
    EXPECT_EQ(text(register_with(token, R"(,"children":[{"birth_year":2023,"birth_month":4}])")), R"({"user_id":7})");
    ASSERT_EQ(members.registered.size(), 1u);
    EXPECT_EQ(members.registered[0].postal_code, "530-0001");
    EXPECT_EQ(members.registered[0].children.at(0).birth_month, 4);
    EXPECT_EQ(store.known.at("hanako@example.jp").password_hash, "hash of kotori-ga-3wa");
    EXPECT_EQ(text(register_with(token, "")), "accounts.link_used");
}

TEST_F(RegistrationTest, stores_and_publishes_nothing_by_which_the_link_can_be_used) {
    (void)ask_for_link("hanako@example.jp");
    const auto token = mailed_token();
    EXPECT_EQ(transactions.messages.at(0).data_text().find(token), std::string::npos);
    EXPECT_EQ(store.links.begin()->first, accounts::digest_of(token));
    const accounts::LinkMail other("https://pass.example.jp",
                                   accounts::AccountKey::from_hex(std::string(64, 'b')).value(), clock);
    EXPECT_FALSE(other.translate(transactions.messages.at(0))) << "the address is sealed, too";
    const auto data = json::Document::parse(transactions.messages.at(0).data_text());
    const auto seed = data->root().string("seed").value();
    EXPECT_EQ(key.link_token(seed), token);
    EXPECT_NE(accounts::AccountKey::from_hex(std::string(64, 'b'))->link_token(seed), token);
}

TEST_F(RegistrationTest, answers_for_every_address_alike) {
    store.known["member@example.jp"] = {7, "hash"};
    const auto strange = text(ask_for_link("strange@example.jp"));
    EXPECT_EQ(text(ask_for_link("member@example.jp")), strange);
    EXPECT_EQ(mailed_token(), "");
    EXPECT_NE(letter.translate(transactions.messages.back())->data_text().find("https://pass.example.jp/login"),
              std::string_view::npos);
    store.enough = true;
    EXPECT_EQ(text(ask_for_link("strange@example.jp")), strange);
    EXPECT_EQ(store.kept, 3);
    EXPECT_EQ(transactions.messages.size(), 2u);
}

TEST_F(RegistrationTest, lets_one_source_ask_only_so_often) {
    attempts.wait = std::chrono::seconds(9);
    const auto refused = ask_for_link("hanako@example.jp");
    EXPECT_EQ(text(refused), "request.too_many");
    EXPECT_EQ(refused.error().retry_after, std::chrono::seconds(9));
    EXPECT_EQ(store.kept, 0);
    ASSERT_EQ(attempts.taken.size(), 1u);
    EXPECT_EQ(attempts.taken[0].find("192.0.2.7"), std::string::npos);
}

TEST_F(RegistrationTest, refuses_what_is_no_address) {
    for (const auto* mail : {"", "a", "@example.jp", "a@", "a@b", "a b@example.jp", "a@example.jp\r\nBcc: b@example.jp",
                             "あ@example.jp", "a@exa_mple.jp", "a@-x.jp", "<a@example.jp>", "a@example..jp"})
        EXPECT_EQ(text(ask_for_link(mail)), "accounts.invalid") << mail;
    for (const auto* mail : {"a@example.jp", "a..b.@docomo.ne.jp", "a+b@sub.example.co.jp", "o'neil@example.jp"})
        EXPECT_TRUE(ask_for_link(mail)) << mail;
}

TEST_F(RegistrationTest, names_everything_that_is_wrong_at_once) {
    const auto refused = ask(registering, R"({"token":"x","password":"short","programme":3,"postal_code":"12",
        "children":[{"birth_year":2023,"birth_month":13},{"birth_year":2099,"birth_month":1},
        {"birth_year":4294969319,"birth_month":4294967297},{"birth_year":9223372036854775807,"birth_month":1}],"genres":["'"],
        "notice_kinds":["spam"],"quiet_from":22,"consent_version":"2001-01"})");
    ASSERT_FALSE(refused);
    std::vector<std::string> fields;
    for (const auto& problem : refused.error().fields) fields.push_back(problem.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"/password", "/programme", "/postal_code", "/children/0", "/children/1",
                                                "/children/2", "/children/3", "/genres", "/notice_kinds",
                                                "/quiet_until", "/consent_version"}));
}

TEST_F(RegistrationTest, asks_where_somebody_lives_only_as_closely_as_needed) {
    (void)ask_for_link("hanako@example.jp");
    const auto data = [](const std::string& token, const std::string& more) {
        return R"({"token":")" + token + R"(","password":"kotori-ga-3wa","programme":2,"consent_version":"2026-11")" +
               more + "}";
    };
    const auto neither = ask(registering, data(mailed_token(), ""));
    ASSERT_FALSE(neither);
    EXPECT_EQ(neither.error().fields.at(0).field, "/postal_code");
    EXPECT_FALSE(ask(registering, data(mailed_token(), R"(,"postal_code":"","city":" ")")));
    EXPECT_TRUE(ask(registering, data(mailed_token(), R"(,"city":"大阪市北区")")));
}

TEST_F(RegistrationTest, takes_no_words_for_a_place_and_no_postal_code_that_is_none) {
    (void)ask_for_link("hanako@example.jp");
    const auto token = mailed_token();
    for (const auto* more : {R"(,"city":"持病のある子がいます")", R"(,"city":"大阪市北区1234-5678-9018")",
                             R"(,"postal_code":"000-0000")", R"(,"postal_code":"0001234")"}) {
        const auto refused = ask(registering, R"({"token":")" + token +
                                                  R"(","password":"kotori-ga-3wa","programme":1,)"
                                                  R"("consent_version":"2026-11")" +
                                                  more + "}");
        ASSERT_FALSE(refused) << more;
        EXPECT_EQ(refused.error().fields.size(), 1u) << more;
    }
    EXPECT_TRUE(members.registered.empty());
}

TEST_F(RegistrationTest, tells_what_is_wrong_with_a_form_before_anybody_is_asked) {
    const auto wrong = [&](std::string data) {
        return registering.wrong_fields(make_message(clock, "/portal", "member.register", std::move(data)));
    };
    const auto found = wrong(R"({"password":5,"programme":"1","city":7,"children":[7,{}],"genres":{},)"
                             R"("consent_version":"2026-11"})");
    std::vector<std::string> fields;
    for (const auto& problem : found) fields.push_back(problem.field);
    for (const auto* field : {"/password", "/programme", "/city", "/children/0", "/children/1", "/genres"})
        EXPECT_NE(std::find(fields.begin(), fields.end(), field), fields.end()) << field;
    for (const auto* shape : {"null", "[]", "7", "{}", "\"a\""}) EXPECT_FALSE(wrong(shape).empty()) << shape;
    EXPECT_TRUE(attempts.taken.empty());
}

TEST_F(RegistrationTest, refuses_a_password_that_is_easily_guessed) {
    (void)ask_for_link("hanako@example.jp");
    const auto token = mailed_token();
    for (const auto* password : {"short", "aaaaaaaaaaaa", "password123", "1234567890", "Qwertyuiop", "xhanakox12345"})
        EXPECT_EQ(text(register_with(token, "", password)), "users.invalid") << password;
    EXPECT_TRUE(register_with(token, "", "十文字の合言葉はこれで"));
}

TEST_F(RegistrationTest, mails_nothing_for_an_event_that_is_incomplete) {
    const auto refused = letter.translate(make_message(clock, "/x", "account.link_asked", "{}"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 6u);
}

TEST(Profiles, are_written_by_the_names_they_are_read_by) {
    const auto text =
        R"({"programme":2,"postal_code":"","city":"堺市堺区","children":[{"birth_year":2025,"birth_month":1},)"
        R"({"birth_year":2020,"birth_month":12,"sex":"male"}],"genres":["01","02"],"tokuten":["05"],)"
        R"("notice_mail":true,"notice_push":false,"notices_paused":true,"notice_kinds":["event"],)"
        R"("quiet_from":22,"quiet_until":6,"consent_version":"2026-11"})";
    const auto document = json::Document::parse(text);
    catalog::FieldReader reader(document->root(), "any");
    const auto profile = read_profile(reader, from_rfc3339("2026-11-20T00:00:00Z").value());
    EXPECT_TRUE(reader.ok());
    json::Writer writer;
    writer.begin_object();
    write_profile(writer, profile);
    writer.end_object();
    EXPECT_EQ(writer.take(), text);
}

TEST(Profiles, say_of_a_child_what_is_wrong_with_its_month) {
    const auto problem_of = [](const std::string& year, const std::string& month) {
        const auto document = json::Document::parse(R"({"programme":1,"city":"堺市","consent_version":"2026-11",)"
                                                    R"("children":[{"birth_year":)" +
                                                    year + R"(,"birth_month":)" + month + "}]}");
        catalog::FieldReader reader(document->root(), "any");
        read_profile(reader, from_rfc3339("2026-11-20T00:00:00Z").value());
        return reader.ok() ? std::string() : reader.problems().fields.at(0).problem;
    };
    EXPECT_EQ(problem_of("2023", "0"), "生まれた年と月を、西暦で指定してください。");
    EXPECT_EQ(problem_of("5", "4"), "生まれた年と月を、西暦で指定してください。");
    EXPECT_EQ(problem_of("1996", "10"), "1996年11月以後に生まれたお子さまを指定してください。");
    EXPECT_EQ(problem_of("1996", "11"), "");
    EXPECT_EQ(problem_of("2027", "9"), "");
    EXPECT_EQ(problem_of("2027", "10"), "予定日は10か月先まで指定できます。");
}

}  // namespace
}  // namespace hub::members
