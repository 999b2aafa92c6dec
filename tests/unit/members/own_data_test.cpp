#include "handlers/members/own_data.hpp"

#include "tests/support/remembered_answers.hpp"
#include "tests/unit/members/member_fixture.hpp"

namespace hub::members {
namespace {

class OwnDataTest : public MemberTest {
protected:
    OwnDataTest() {
        const auto digest = accounts::digest_of(session);
        store.sessions[digest] = {digest, {accounts::AccountKind::member, 7}, accounts::Role::member, {}, {}};
    }
    std::string update(const std::string& city, const std::string& key) {
        auto message = make_message(clock, "/portal", "member.update",
                                    R"({"programme":1,"city":")" + city + R"(","consent_version":"2026-11"})");
        message.extensions[accounts::kSession] = session;
        if (!key.empty()) message.extensions[kChangeKey] = key;
        return text(
            test::run_awaitable(updating.handle(std::move(message), Deadline::after(clock, std::chrono::seconds(5)))));
    }
    const std::string session = std::string(43, 's');
    test::RememberedAnswers answers;
    accounts::KeyedChanges changes{transactions, answers};
    UpdateHandler updating{member_services, changes};
};

TEST_F(OwnDataTest, that_was_refused_under_a_key_is_not_changed_by_another_content_under_it) {
    EXPECT_EQ(update("大阪市きた区", "a"), "users.invalid");
    EXPECT_EQ(update("大阪市北区", "a"), kKeyReused);
    EXPECT_EQ(update("大阪市きた区", "a"), "users.invalid") << "the first answer again";
    EXPECT_TRUE(members.updated.empty());
}

TEST_F(OwnDataTest, that_was_changed_under_a_key_is_not_refused_for_another_content_under_it) {
    EXPECT_EQ(update("大阪市北区", "a"), R"({"user_id":7})");
    EXPECT_EQ(update("大阪市きた区", "a"), kKeyReused);
    EXPECT_EQ(update("大阪市北区", "a"), R"({"user_id":7})");
    EXPECT_EQ(members.updated.size(), 1u);
}

TEST_F(OwnDataTest, is_refused_and_changed_each_time_without_a_key) {
    EXPECT_EQ(update("大阪市きた区", ""), "users.invalid");
    EXPECT_EQ(update("大阪市北区", ""), R"({"user_id":7})");
    EXPECT_EQ(update("大阪市北区", ""), R"({"user_id":7})");
    EXPECT_EQ(members.updated.size(), 2u);
}

}  // namespace
}  // namespace hub::members
