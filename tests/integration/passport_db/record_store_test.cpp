#include "connectors/passport_db/record_store.hpp"

#include "connectors/passport_db/member_look_up.hpp"
#include "connectors/passport_db/purge.hpp"
#include "tests/integration/passport_db/audit_fixture.hpp"

namespace hub::passport_db {
namespace {

class Records : public AuditDatabase {
protected:
    Records() {
        EXPECT_TRUE(as_owner(
            "DELETE FROM hub.message; DELETE FROM hub.delivery_event; DELETE FROM hub.account_link; DELETE FROM users;"
            " INSERT INTO users (user_id, mail, status, password_hash, city)"
            " VALUES (1, 'Canary@example.jp', 'active', 'canary', 'canary city'),"
            " (2, 'other@example.jp', 'active', 'hash', '')"));
        EXPECT_TRUE(
            as_owner("INSERT INTO shop (shop_id, programme, name, source, source_key)"
                     " VALUES (7, 1, 'shop', 'application', '7');"
                     " INSERT INTO users_favorite (user_id, shop_id) VALUES (1, 7);"
                     " INSERT INTO users_genre (user_id, genre_code) VALUES (1, '01')"));
        EXPECT_TRUE(as_owner(session('a', "user_id, 1") + session('b', "user_id, 2")));
        EXPECT_TRUE(store_sealed(link('a', "canary@example.jp", "1 hour") + link('b', "other@example.jp", "1 hour")));
    }
    static std::string session(char letter, const std::string& account, const char* seen = "1 hour") {
        const auto comma = account.find(',');
        return "INSERT INTO hub.session (digest, " + account.substr(0, comma) +
               ", began_at, seen_at, expires_at) VALUES ('" + std::string(64, letter) + "', " +
               account.substr(comma + 1) + ", now() - interval '60 days', now() - interval '" + seen +
               "', now() + interval '1 day');";
    }
    static std::string link(char letter, const std::string& mail, const std::string& age) {
        return "INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at) VALUES ('" +
               std::string(64, letter) + "', 'member', 'registration', '" + mail + "', now() - interval '" + age +
               "', now() - interval '" + age + "' + interval '24 hours');";
    }
    // One with which member 1 changes to another address, or the owner 1.
    static std::string change_link(char letter, const std::string& mail, const std::string& kind = "member") {
        return "INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at, account_id)"
               " VALUES ('" +
               std::string(64, letter) + "', '" + kind + "', 'mail_change', '" + mail +
               "', now(), now() + interval '1 hour', 1);";
    }
    // A message with an address whose delivery is in a state.
    void message(char letter, const std::string& subject, const std::string& state, const std::string& more = "") {
        const auto id = "'00000000-0000-7000-8000-" + std::string(12, letter) + "'";
        ASSERT_TRUE(as_owner(
            "INSERT INTO hub.message (id, source, type, subject, time, data, lane) VALUES (" + id +
            ", '/handlers/accounts', 'account.link_asked', '" + subject +
            "', now(), '{\"mail\": \"canary@example.jp\"" + more +
            "}', 'interactive');"
            " WITH told AS (INSERT INTO hub.delivery_instruction (message_id, route, connector, idempotency_key)"
            " VALUES (" +
            id + ", 'r', 'mail', " + id +
            ") RETURNING id)"
            " INSERT INTO hub.delivery (id, lane, state) SELECT id, 'interactive', '" +
            state + "' FROM told"));
    }
    std::string subject_of(const std::string& mail) const { return PassportDatabase::seal.subject(mail); }
    std::string with_address() {
        return value(
            "SELECT coalesce(string_agg(right(id::text, 1), '' ORDER BY id), '') FROM hub.message"
            " WHERE data ? 'mail'");
    }
    std::string purged() {
        std::string told;
        EXPECT_TRUE(application.run_here(
            [&](UnitOfWork& unit_of_work) {
                told = to_text(purge(unit_of_work));
                return Result<void>::success();
            },
            soon()));
        return told;
    }
    bool erase(std::int64_t user_id) {
        bool erased = false;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                erased = store.erase(unit_of_work, user_id);
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done) << done.error().detail;
        return erased;
    }
    members::Records records_of(std::int64_t user_id) {
        members::Records found;
        EXPECT_TRUE(application.run_here(
            [&](UnitOfWork& unit_of_work) {
                found = store.find(unit_of_work, user_id);
                return Result<void>::success();
            },
            soon()));
        return found;
    }
    std::string number(std::int64_t user_id, const std::string& candidate) {
        std::string given;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                given = store.card_number(unit_of_work, user_id, candidate);
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done) << done.error().detail;
        return given;
    }
    RecordStore store{PassportDatabase::seal};
};

TEST_F(Records, of_a_member_who_leaves_go_and_those_of_others_stay) {
    EXPECT_TRUE(erase(1));
    EXPECT_FALSE(erase(1));
    EXPECT_EQ(opened("SELECT mail FROM users"), "other@example.jp");
    EXPECT_EQ(opened("SELECT mail FROM hub.account_link"), "other@example.jp");
    EXPECT_EQ(value("SELECT count(*) FROM hub.session"), "1");
    EXPECT_EQ(value("SELECT count(*) FROM users_favorite"), "0");
}

TEST_F(Records, of_the_audit_lose_their_values_and_the_chain_stays_whole) {
    MemberLookUp look_up{PassportDatabase::seal};
    ASSERT_TRUE(application.run_here(
        [&](UnitOfWork& unit_of_work) {
            EXPECT_TRUE(look_up.look_up(unit_of_work, "operator", {"canary@example.jp", 0, {}}, "canary asked"));
            EXPECT_TRUE(look_up.look_up(unit_of_work, "operator", {{}, 2, {}}, "another reason"));
            return Result<void>::success();
        },
        soon()));
    ASSERT_NO_FATAL_FAILURE(seal(10));
    EXPECT_TRUE(erase(1));
    EXPECT_EQ(rows("SELECT action || ' ' || object_kind || '/' || object_id FROM hub.audit WHERE object_id = '1'"
                   " ORDER BY id"),
              (Names{"users.read users/1", "audit.erase users/1", "member.leave users/1"}));
    EXPECT_EQ(
        rows(
            "SELECT coalesce(after ->> 'reason', (after::jsonb - 'registered_at')::text, 'erased') FROM hub.audit_value"
            " ORDER BY audit_id"),
        (Names{"erased", "another reason", "left", "{}"}))
        << "of the leaving stays when the number was registered";
    EXPECT_EQ(found(), Names{}) << "before the erasure is sealed";
    ASSERT_NO_FATAL_FAILURE(seal(10));
    EXPECT_EQ(found(), Names{});
}

TEST_F(Records, of_a_change_of_address_go_with_the_member_who_asked_for_it) {
    ASSERT_TRUE(store_sealed(change_link('c', "New@example.jp") + change_link('d', "owner@example.jp", "owner")));
    message('1', subject_of("new@example.jp"), "parked", R"(, "kind": "member", "purpose": "mail_change")");
    message('2', subject_of("new@example.jp"), "parked", R"(, "kind": "member", "purpose": "login")");
    message('3', subject_of("owner@example.jp"), "parked", R"(, "kind": "owner", "purpose": "mail_change")");
    const auto found = records_of(1);
    EXPECT_EQ(found.links.size(), 2u);
    ASSERT_EQ(found.messages.size(), 1u) << "of the address that is not the member's, only about the change to it";
    EXPECT_EQ(found.messages[0].message_id.back(), '1');
    EXPECT_TRUE(erase(1));
    EXPECT_EQ(opened("SELECT mail FROM hub.account_link ORDER BY digest"), "other@example.jp owner@example.jp");
    EXPECT_EQ(with_address(), "23");
}

TEST_F(Records, lose_the_address_at_once_whether_mails_were_sent_or_wait_for_people) {
    const std::vector<const char*> states{"sent", "pending", "parked", "unknown", "failed", "sending"};
    for (std::size_t index = 0; index < states.size(); ++index)
        message(static_cast<char>('1' + index), subject_of("canary@example.jp"), states[index]);
    message('7', subject_of("other@example.jp"), "parked");
    message('8', subject_of("canary@example.jp"), "parked", R"(, "kind": "owner")");
    EXPECT_TRUE(erase(1));
    EXPECT_EQ(with_address(), "678") << "what is under way ends first; the others are of somebody else";
    EXPECT_EQ(
        rows("SELECT from_state || ' ' || to_state || ' ' || detail FROM hub.delivery_event ORDER BY delivery_id"),
        (Names{"pending failed 会員が退会したので、送信を取りやめました",
               "parked failed 会員が退会したので、送信を取りやめました",
               "unknown failed 会員が退会したので、送信を取りやめました"}));
    EXPECT_EQ(value("SELECT count(*) FROM hub.delivery WHERE state = 'failed' AND last_error_code = 'person.dropped'"),
              "3");
    ASSERT_TRUE(as_owner("UPDATE hub.delivery SET state = 'sent' WHERE state = 'sending'"));
    EXPECT_NE(purged().find("addresses=1"), std::string::npos);
    EXPECT_EQ(with_address(), "78");
}

TEST_F(Records, hold_the_address_of_mails_that_nobody_looked_after_for_a_week) {
    message('1', subject_of("canary@example.jp"), "parked");
    message('2', subject_of("canary@example.jp"), "parked");
    message('3', subject_of("canary@example.jp"), "pending");
    ASSERT_TRUE(
        as_owner("UPDATE hub.message SET accepted_at = now() - interval '8 days' WHERE right(id::text, 1) <> '2'"));
    EXPECT_NE(purged().find("addresses=1"), std::string::npos);
    EXPECT_EQ(with_address(), "23");
}

TEST_F(Records, that_are_kept_no_longer_are_purged_and_others_are_not) {
    ASSERT_TRUE(as_owner(link('c', "old@example.jp", "25 hours") + session('d', "user_id, 2", "15 days")));
    ASSERT_TRUE(
        as_owner("INSERT INTO users (user_id, mail, status, created_at, updated_at) VALUES"
                 " (3, 'c@example.jp', 'provisional', now() - interval '25 hours', now() - interval '25 hours'),"
                 " (4, 'd@example.jp', 'provisional', now(), now()),"
                 " (5, 'e@example.jp', 'withdrawn', now(), now() - interval '31 days'),"
                 " (6, 'f@example.jp', 'withdrawn', now(), now() - interval '29 days')"));
    ASSERT_TRUE(as_owner(
        "DELETE FROM hub.audit_value; INSERT INTO owner (owner_id, mail, status, created_at, updated_at) VALUES"
        " (91, 'c@example.jp', 'provisional', now() - interval '25 hours', now() - interval '25 hours'),"
        " (92, 'd@example.jp', 'provisional', now(), now()),"
        " (93, 'e@example.jp', 'active', now() - interval '1 year', now() - interval '1 year');"
        " INSERT INTO hub.second_step (user_id, method, began_at, code_digest, code_expires_at)"
        " VALUES (1, 'mail', now(), 'x', now() - interval '1 minute'),"
        " (2, 'mail', now(), 'y', now() + interval '1 minute');"
        " INSERT INTO hub.audit (at, actor, action, object_kind, object_id, after)"
        " VALUES (now() - interval '37 months', 'operator', 'test.old', 'test', '1', '{\"mail\": \"canary\"}'),"
        " (now() - interval '35 months', 'operator', 'test.new', 'test', '2', '{\"mail\": \"kept\"}')"));
    ASSERT_TRUE(as_owner(
        "DELETE FROM hub.chat_question; INSERT INTO hub.chat_question (kind, question, times, first_asked_on,"
        " last_asked_on) SELECT 'unanswered', ago::text, 1, today - 300, today - ago"
        " FROM (SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date) AS d (today), unnest(ARRAY[0, 90, 91, 180]) AS ago"));
    EXPECT_EQ(purged(),
              "links=1 sessions=1 provisional_members=1 withdrawn_members=1 provisional_owners=1 mailed_codes=1 "
              "chat_questions=2 addresses=0 audit_values=1");
    EXPECT_EQ(value("SELECT string_agg(question, ' ' ORDER BY question) FROM hub.chat_question"), "0 90");
    EXPECT_EQ(value("SELECT string_agg(user_id::text, '' ORDER BY user_id) FROM users"), "1246");
    EXPECT_EQ(value("SELECT count(*) FROM hub.account_link"), "2");
    EXPECT_EQ(value("SELECT count(*) FROM hub.session"), "2");
    EXPECT_EQ(value("SELECT string_agg(owner_id::text, ' ' ORDER BY owner_id) FROM owner WHERE owner_id > 90"),
              "92 93");
    EXPECT_EQ(value("SELECT string_agg(code_digest, ' ') FROM hub.second_step"), "y");
    EXPECT_EQ(value("SELECT string_agg(after::text, ' ') FROM hub.audit_value"), "{\"mail\": \"kept\"}");
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit WHERE action IN ('test.old', 'audit.expire')"), "2");
}

TEST_F(Records, a_card_has_one_number_for_ever_and_nobody_else_has_it) {
    EXPECT_EQ(number(1, "12345678901244"), "12345678901244");
    EXPECT_EQ(number(1, "99999999999999"), "12345678901244");
    EXPECT_EQ(number(2, "12345678901244"), "");
    EXPECT_EQ(number(3, "12345678901244"), "");
}

TEST_F(Records, are_found_for_whoever_they_are_about) {
    message('1', subject_of("canary@example.jp"), "sent");
    const auto found = records_of(1);
    ASSERT_EQ(found.links.size(), 1u);
    EXPECT_EQ(found.links[0].purpose, "registration");
    EXPECT_FALSE(found.links[0].used_at);
    ASSERT_EQ(found.messages.size(), 1u);
    EXPECT_EQ(found.messages[0].type, "account.link_asked");
}

TEST_F(Records, tell_what_staff_did_about_the_member_and_nothing_about_who_had_the_number_before) {
    ASSERT_TRUE(
        as_owner("INSERT INTO hub.audit (at, actor, action, object_kind, object_id, after) VALUES"
                 " (now() - interval '1 year', 'operator', 'users.read', 'users', '1', '{\"reason\": \"before\"}'),"
                 " (now(), 'operator', 'users.read', 'users', '1', '{\"by\": \"mail\", \"reason\": \"asked\"}'),"
                 " (now(), 'member/1', 'test.own', 'users', '1', NULL),"
                 " (now(), 'operator', 'owners.read', 'owner', '1', '{\"reason\": \"an owner\"}')"));
    const auto found = records_of(1);
    ASSERT_EQ(found.staff_actions.size(), 1u);
    EXPECT_EQ(found.staff_actions[0].action, "users.read");
    EXPECT_EQ(found.staff_actions[0].by, "mail");
    EXPECT_EQ(found.staff_actions[0].reason, "asked");
    EXPECT_EQ(found.staff_actions[0].role, "") << "the operator has none";
}

TEST_F(Records, the_application_role_erases_and_purges_only_through_the_functions) {
    EXPECT_FALSE(as_application("UPDATE hub.message SET data = '{}'"));
    EXPECT_FALSE(as_application("SELECT hub.erase_addresses(NULL, NULL)"));
    EXPECT_FALSE(as_application("UPDATE hub.audit_value SET before = NULL"));
}

}  // namespace
}  // namespace hub::passport_db
