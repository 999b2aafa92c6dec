#include "connectors/passport_db/mail_sealing.hpp"

#include "connectors/passport_db/account_store.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

using accounts::AccountKind;

// What a hub left that did not seal addresses yet, and what a list of members brings.
class MailSealingTest : public PassportDatabase {
protected:
    MailSealingTest() {
        EXPECT_TRUE(as_owner(
            "DELETE FROM hub.message; DELETE FROM hub.account_link; DELETE FROM users; DELETE FROM owner;"
            "INSERT INTO users (user_id, mail, status, password_hash)"
            " SELECT n, 'Canary.' || n || '@example.jp', 'active', 'hash' FROM generate_series(1, 1201) AS n;"
            "INSERT INTO owner (owner_id, mail) VALUES (1, 'canary.1@example.jp');"
            "INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at)"
            " VALUES (repeat('a', 64), 'member', 'registration', 'canary.new@example.jp', now(), now() + '1 hour');"
            "INSERT INTO hub.message (id, source, type, time, data, lane, accepted_at)"
            " SELECT gen_random_uuid(), '/x', 'account.changed', now(), data, 'bulk', now() - interval '1 day'"
            " FROM (VALUES ('{\"mail\": \"canary.1@example.jp\", \"at\": 1}'::jsonb),"
            " ('{\"owner_mail\": \"canary.2@example.jp\"}'), ('[1]'), ('null')) AS all_data (data)"));
    }
    ~MailSealingTest() override {
        EXPECT_TRUE(as_owner("DELETE FROM hub.message; DELETE FROM hub.account_link; DELETE FROM users"));
    }
    MailSealing run() { return seal_mails(test::Servers::shared().owner(), seal).value(); }
};

TEST_F(MailSealingTest, leaves_no_address_in_clear_and_does_it_once) {
    EXPECT_EQ(run().sealed, 1201 + 1 + 1 + 2);
    EXPECT_EQ(run().sealed, 0);
    EXPECT_EQ(opened("SELECT mail FROM users WHERE user_id IN (1, 1201) ORDER BY user_id"),
              "Canary.1@example.jp Canary.1201@example.jp");
    for (const auto* table : {"users", "owner", "hub.account_link", "hub.message"})
        EXPECT_EQ(value("SELECT count(*) FROM " + std::string(table) + " AS t WHERE t::text ILIKE '%canary%'"), "0")
            << table;
    EXPECT_EQ(opened("SELECT data ->> 'mail' FROM hub.message WHERE data ? 'mail'"), "canary.1@example.jp");
    EXPECT_EQ(value("SELECT data ->> 'at' FROM hub.message WHERE data ? 'mail'"), "1");
}

TEST_F(MailSealingTest, finds_the_addresses_that_an_operator_wrote_into_a_parked_delivery) {
    ASSERT_TRUE(as_owner(
        "INSERT INTO hub.delivery_instruction (message_id, route, connector, idempotency_key, edited_data)"
        " SELECT id, 'r', 'mail', 'k', '{\"owner_mail\": \"canary.9@example.jp\", \"shop_id\": 7}' FROM hub.message"
        " WHERE data ? 'owner_mail'"));
    (void)run();
    EXPECT_EQ(opened("SELECT edited_data ->> 'owner_mail' FROM hub.delivery_instruction"), "canary.9@example.jp");
    EXPECT_EQ(value("SELECT edited_data ->> 'shop_id' FROM hub.delivery_instruction"), "7");
}

TEST_F(MailSealingTest, makes_accounts_of_before_known_by_their_address) {
    AccountStore store(seal);
    const auto credentials_of = [&](const std::string& mail) {
        return carry_out<std::optional<accounts::Credentials>>(
            [&](UnitOfWork& unit_of_work) -> Result<std::optional<accounts::Credentials>> {
                return store.find_credentials(unit_of_work, AccountKind::member, mail);
            });
    };
    (void)run();
    ASSERT_TRUE(*credentials_of("canary.7@EXAMPLE.jp"));
    EXPECT_EQ((*credentials_of("canary.7@example.jp"))->account_id, 7);
    EXPECT_FALSE(*credentials_of("canary.none@example.jp"));
}

TEST_F(MailSealingTest, names_who_keeps_an_address_in_clear_because_somebody_has_registered_with_it) {
    ASSERT_TRUE(
        as_owner("INSERT INTO users (user_id, mail) VALUES (2000, '" + seal.seal("canary.3@example.jp") + "')"));
    const auto sealing = run();
    ASSERT_EQ(sealing.left.size(), 1u);
    EXPECT_EQ(sealing.left[0].field, "users/3");
    EXPECT_EQ(opened("SELECT mail FROM users WHERE user_id = 3"), "clear:Canary.3@example.jp");
    EXPECT_EQ(opened("SELECT mail FROM users WHERE user_id = 4"), "Canary.4@example.jp");
}

TEST_F(MailSealingTest, gives_staff_an_address_again_whose_own_was_sealed_by_a_key_that_is_lost) {
    ASSERT_TRUE(as_owner("INSERT INTO hub.staff (name, mail) VALUES ('sealed', 'canary@example.jp')"));
    (void)run();
    EXPECT_EQ(opened("SELECT mail FROM hub.staff WHERE name = 'sealed'"), "canary@example.jp");
    EXPECT_TRUE(as_owner("DELETE FROM hub.staff WHERE name = 'sealed'"));
}

TEST_F(MailSealingTest, an_address_is_kept_whole_or_sealed_and_as_nothing_else) {
    for (const auto* mail : {"canary", "", "a:b", "a b@example.jp"})
        EXPECT_FALSE(as_owner("UPDATE users SET mail = '" + std::string(mail) + "' WHERE user_id = 1")) << mail;
}

}  // namespace
}  // namespace hub::passport_db
