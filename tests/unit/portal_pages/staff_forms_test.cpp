// Forms of staff that were not, or not surely, carried out: they keep their key, so that sending them again does it
// once.
#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class StaffFormsTest : public AccountPageTest {
protected:
    StaffFormsTest() { replies_["staff.me"] = R"({"staff_id":2,"name":"a","role":"administrator"})"; }

    HttpResponse send_form(const std::string& path, const std::string& typed) {
        return post(path, proof + "&once=" + key + typed, {{"Cookie", cookie}});
    }
    bool has_key(const HttpResponse& response) { return contains(response, "name=\"once\" value=\"" + key + "\""); }
    const std::string key = std::string(32, 'a');
};

TEST_F(StaffFormsTest, keep_their_key_unless_they_were_refused) {
    replies_["key.list"] = R"({"keys":[],"scopes":["news.write"]})";
    const auto keeps = [&](Error error) {
        failures_["key.create"] = std::move(error);
        return has_key(send_form("/staff/keys", "&name=CMS&days=30"));
    };
    EXPECT_TRUE(keeps({ErrorKind::unknown_outcome, "database.commit_in_doubt", "x"}));
    EXPECT_TRUE(keeps({ErrorKind::cancelled, "deadline.passed", "x"}));
    EXPECT_TRUE(keeps({ErrorKind::unauthenticated, "session.missing", "x"}));
    EXPECT_FALSE(keeps({ErrorKind::invalid, "staff.invalid", "x"}));
    EXPECT_FALSE(keeps({ErrorKind::invalid, "idempotency_key.reused", "x"}));
}

TEST_F(StaffFormsTest, ask_again_what_was_confirmed_and_could_not_be_carried_out) {
    replies_["staff.list"] = R"({"staff":[{"staff_id":0,"name":"Hara","role":"viewer","status":"active"}]})";
    const auto asks_again = [&](const std::string& path, const std::string& typed, const std::string& question) {
        const auto response = send_form(path, typed + "&confirmed=1");
        EXPECT_EQ(response.status, 503) << path;
        EXPECT_EQ(header(response, "Retry-After"), "10") << path;
        EXPECT_TRUE(has_key(response)) << path;
        EXPECT_TRUE(contains(response, question)) << path;
    };
    for (const auto& error : {Error{ErrorKind::unknown_outcome, "database.commit_in_doubt", "x"},
                              Error{ErrorKind::throttled, "line.full", "no room"}}) {
        failures_["key.revoke"] = failures_["staff.suspend"] = error;
        asks_again("/staff/keys/{key_id}", "&name=CMS", "「CMS」のAPIキーを取り消します");
        asks_again("/staff/accounts/{staff_id}", "&change=suspend", "Haraさんを停止します");
    }
}

TEST_F(StaffFormsTest, ask_again_about_a_person_whose_name_cannot_be_looked_up_now) {
    failures_["staff.list"] = {ErrorKind::throttled, "line.full", "no room"};
    const auto response = send_form("/staff/accounts/{staff_id}", "&change=suspend&name=Hara&confirmed=1");
    EXPECT_EQ(response.status, 503);
    EXPECT_TRUE(contains(response, "Haraさんを停止します"));
    EXPECT_TRUE(has_key(response));
    EXPECT_EQ(asked("staff.suspend"), "null");
}

TEST_F(StaffFormsTest, ask_again_with_a_new_key_what_was_sent_with_the_key_of_something_else) {
    failures_["key.revoke"] = {ErrorKind::invalid, "idempotency_key.reused", "x"};
    const auto other = send_form("/staff/keys/{key_id}", "&name=CMS&confirmed=1");
    EXPECT_EQ(other.status, 409);
    EXPECT_TRUE(contains(other, "すでに別の内容で送信されています"));
    EXPECT_TRUE(contains(other, "「CMS」のAPIキーを取り消します"));
    EXPECT_FALSE(has_key(other));
    failures_["key.revoke"] = {ErrorKind::not_found, "keys.not_found", "x"};
    EXPECT_EQ(send_form("/staff/keys/{key_id}", "&name=CMS&confirmed=1").status, 404);
}

TEST_F(StaffFormsTest, show_a_key_that_was_made_though_nothing_else_can_be_shown) {
    replies_["key.create"] = R"({"key":"pk_secret"})";
    for (const auto* type : {"staff.me", "key.list"})
        failures_[type] = {ErrorKind::transient, "passport_db.unreachable", "away"};
    const auto made = post("/staff/keys", proof + "&name=CMS&days=30", {{"Cookie", cookie}});
    EXPECT_EQ(made.status, 200);
    EXPECT_TRUE(contains(made, "pk_secret"));
}

}  // namespace
}  // namespace hub::portal
