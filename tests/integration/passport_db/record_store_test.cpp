#include "connectors/passport_db/record_store.hpp"

#include "connectors/passport_db/purge.hpp"
#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

class Records : public PassportDatabase {
protected:
    Records() {
        EXPECT_TRUE(
            as_owner("DELETE FROM hub.message; DELETE FROM hub.account_link; DELETE FROM users;"
                     " INSERT INTO users (user_id, mail, status, password_hash, city)"
                     " VALUES (1, 'Canary@example.jp', 'active', 'canary', 'canary city'),"
                     " (2, 'other@example.jp', 'active', 'hash', '')"));
        EXPECT_TRUE(
            as_owner("INSERT INTO shop (shop_id, programme, name, source, source_key)"
                     " VALUES (7, 1, 'shop', 'application', '7');"
                     " INSERT INTO users_favorite (user_id, shop_id) VALUES (1, 7);"
                     " INSERT INTO users_genre (user_id, genre_code) VALUES (1, '01')"));
        EXPECT_TRUE(as_owner(session('a', "user_id, 1") + session('b', "user_id, 2")));
        EXPECT_TRUE(as_owner(link('a', "canary@example.jp", "1 hour") + link('b', "other@example.jp", "1 hour")));
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
    // A message with an address whose delivery is in a state.
    void message(char letter, const std::string& subject, const std::string& state) {
        const auto id = "'00000000-0000-7000-8000-" + std::string(12, letter) + "'";
        ASSERT_TRUE(as_owner(
            "INSERT INTO hub.message (id, source, type, subject, time, data, lane) VALUES (" + id +
            ", '/handlers/accounts', 'account.link_asked', '" + subject +
            "', now(), '{\"mail\": \"canary@example.jp\"}', 'interactive');"
            " WITH told AS (INSERT INTO hub.delivery_instruction (message_id, route, connector, idempotency_key)"
            " VALUES (" +
            id + ", 'r', 'mail', " + id +
            ") RETURNING id)"
            " INSERT INTO hub.delivery (id, lane, state) SELECT id, 'interactive', '" +
            state + "' FROM told"));
    }
    bool erase(std::int64_t user_id, const std::string& subject) {
        bool erased = false;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                erased = store.erase(unit_of_work, user_id, subject);
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done) << done.error().detail;
        return erased;
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
    RecordStore store;
};

TEST_F(Records, of_a_member_who_leaves_go_and_those_of_others_stay) {
    ASSERT_TRUE(
        as_owner("INSERT INTO hub.audit (actor, action, object_kind, object_id, before)"
                 " VALUES ('operator', 'member.show', 'member', '1', '{\"mail\": \"canary@example.jp\"}')"));
    EXPECT_TRUE(erase(1, "address/x"));
    EXPECT_FALSE(erase(1, "address/x"));
    EXPECT_EQ(value("SELECT string_agg(mail, ' ') FROM users"), "other@example.jp");
    EXPECT_EQ(value("SELECT string_agg(mail, ' ') FROM hub.account_link"), "other@example.jp");
    EXPECT_EQ(value("SELECT count(*) FROM hub.session"), "1");
    EXPECT_EQ(value("SELECT count(*) FROM users_favorite"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit WHERE object_kind = 'member' AND object_id = '1'"
                    " AND action IN ('member.show', 'member.leave')"),
              "2");
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit_value WHERE before::text LIKE '%canary%'"), "0");
}

TEST_F(Records, addresses_leave_the_messages_that_are_through) {
    message('1', "address/x", "sent");
    message('2', "address/x", "pending");
    message('3', "address/y", "sent");
    message('4', "address/x", "parked");
    const auto left = [this] {
        return value("SELECT string_agg(right(id::text, 1), '' ORDER BY id) FROM hub.message WHERE data ? 'mail'");
    };
    EXPECT_TRUE(erase(1, "address/x"));
    EXPECT_EQ(left(), "234") << "the others are of somebody else, or still needed";
    PurgeCounts counts;
    ASSERT_TRUE(application.run_here(
        [&](UnitOfWork& unit_of_work) {
            counts = purge(unit_of_work);
            return Result<void>::success();
        },
        soon()));
    EXPECT_EQ(left(), "24");
    EXPECT_NE(to_text(counts).find("addresses=1"), std::string::npos) << to_text(counts);
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
    std::string told;
    ASSERT_TRUE(application.run_here(
        [&](UnitOfWork& unit_of_work) {
            told = to_text(purge(unit_of_work));
            return Result<void>::success();
        },
        soon()));
    EXPECT_EQ(
        told,
        "links=1 sessions=1 provisional_members=1 withdrawn_members=1 provisional_owners=1 mailed_codes=1 addresses=0 "
        "audit_values=1");
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
    message('1', "address/x", "sent");
    members::Records found;
    ASSERT_TRUE(application.run_here(
        [&](UnitOfWork& unit_of_work) {
            found = store.find(unit_of_work, 1, "address/x");
            return Result<void>::success();
        },
        soon()));
    ASSERT_EQ(found.links.size(), 1u);
    EXPECT_EQ(found.links[0].purpose, "registration");
    EXPECT_FALSE(found.links[0].used_at);
    ASSERT_EQ(found.messages.size(), 1u);
    EXPECT_EQ(found.messages[0].type, "account.link_asked");
}

TEST_F(Records, the_application_role_erases_and_purges_only_through_the_functions) {
    EXPECT_FALSE(as_application("UPDATE hub.message SET data = '{}'"));
    EXPECT_FALSE(as_application("SELECT hub.erase_addresses(NULL)"));
    EXPECT_FALSE(as_application("UPDATE hub.audit_value SET before = NULL"));
}

}  // namespace
}  // namespace hub::passport_db
