#include "connectors/passport_db/owner_store.hpp"

#include "connectors/passport_db/account_store.hpp"
#include "connectors/passport_db/owner_look_up.hpp"
#include "connectors/passport_db/owner_record_store.hpp"
#include "connectors/passport_db/session_store.hpp"
#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

using accounts::AccountKind;

class Owners : public PassportDatabase {
protected:
    Owners() { EXPECT_TRUE(as_owner("DELETE FROM owner; UPDATE owner_counter SET last_id = 0").ok()); }
    Result<std::int64_t> register_owner(const std::string& mail) {
        return carry_out<std::int64_t>(
            [&](UnitOfWork& unit_of_work) { return store.register_owner(unit_of_work, mail, profile, "hash", now); });
    }
    Result<owners::Owner> find(std::int64_t owner_id) {
        return carry_out<owners::Owner>(
            [&](UnitOfWork& unit_of_work) { return store.find_owner(unit_of_work, owner_id); });
    }
    const WallTime now = from_rfc3339("2026-11-20T10:00:00Z").value();
    owners::BusinessProfile profile{"ことり\"食堂", "8700110005901", "鳥居 はな",
                                    "トリイ ハナ",  "06-1234-5678",  "2026-11"};
    OwnerStore store{seal};
};

TEST_F(Owners, are_stored_and_read_whole_with_their_shops) {
    const auto owner_id = register_owner("Owner@example.jp").value();
    ASSERT_TRUE(as_owner("INSERT INTO shop (shop_id, programme, name, source, source_key)"
                         " VALUES (9001, 1, '梅田店', 'test', '1'), (9002, 1, '難波店', 'test', '2');"
                         "INSERT INTO owner_shop (owner_id, shop_id) VALUES (" +
                         std::to_string(owner_id) + ", 9002), (" + std::to_string(owner_id) + ", 9001)")
                    .ok());
    const auto owner = find(owner_id);
    ASSERT_TRUE(owner) << owner.error().detail;
    EXPECT_EQ(owner->mail, "Owner@example.jp");
    EXPECT_EQ(owner->profile.company_name, profile.company_name);
    EXPECT_EQ(owner->profile.corporate_number, profile.corporate_number);
    EXPECT_EQ(owner->profile.tel, profile.tel);
    ASSERT_EQ(owner->shops.size(), 2u);
    EXPECT_EQ(owner->shops[0].name, "梅田店");
    EXPECT_TRUE(as_owner("DELETE FROM shop WHERE shop_id IN (9001, 9002)").ok());
}

TEST_F(Owners, are_registered_once_for_an_address_in_any_case) {
    EXPECT_TRUE(register_owner("owner@example.jp"));
    EXPECT_EQ(register_owner("OWNER@example.jp").error().code, "owners.already_registered");
}

TEST_F(Owners, of_todays_system_who_were_provisional_can_finish) {
    ASSERT_TRUE(store_sealed("INSERT INTO owner (owner_id, mail) VALUES (900, 'old@example.jp')").ok());
    EXPECT_EQ(register_owner("old@example.jp").value(), 900);
    EXPECT_EQ(value("SELECT status FROM owner WHERE owner_id = 900"), "active");
}

TEST_F(Owners, change_the_profile_and_keep_the_moment_of_their_consent) {
    const auto owner_id = register_owner("owner@example.jp").value();
    profile.company_name = "すずめ食堂";
    const auto changed = carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
        const auto done = store.change_profile(unit_of_work, owner_id, profile, now + std::chrono::hours(1));
        if (!done) return done.error();
        return true;
    });
    ASSERT_TRUE(changed);
    EXPECT_EQ(find(owner_id)->profile.company_name, "すずめ食堂");
    EXPECT_EQ(value("SELECT consented_at = '2026-11-20T10:00:00Z' FROM owner"), "t");
}

TEST_F(Owners, have_sessions_and_credentials_of_their_own_kind) {
    const auto owner_id = register_owner("owner@example.jp").value();
    AccountStore accounts{seal};
    SessionStore sessions;
    const auto found = carry_out<std::optional<accounts::Session>>(
        [&](UnitOfWork& unit_of_work) -> Result<std::optional<accounts::Session>> {
            sessions.begin(unit_of_work, {std::string(64, '1'), {AccountKind::owner, owner_id}, now, {}});
            return sessions.find(unit_of_work, std::string(64, '1'), now);
        });
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->role, accounts::Role::owner);
    EXPECT_EQ((*found)->account, (accounts::Account{AccountKind::owner, owner_id}));
    const auto credentials_of = [&](AccountKind kind) {
        return carry_out<std::optional<accounts::Credentials>>(
            [&](UnitOfWork& unit_of_work) -> Result<std::optional<accounts::Credentials>> {
                return accounts.find_credentials(unit_of_work, kind, "OWNER@example.jp");
            });
    };
    EXPECT_EQ((*credentials_of(AccountKind::owner))->account_id, owner_id);
    EXPECT_FALSE(*credentials_of(AccountKind::member));
    ASSERT_TRUE(as_owner("UPDATE owner SET status = 'suspended'").ok());
    EXPECT_FALSE(*credentials_of(AccountKind::owner));
    EXPECT_FALSE(find(owner_id));
}

// The owner 900 with a shop, a session, a second step, links, and applications in every state.
class OwnerRecords : public Owners {
protected:
    OwnerRecords() {
        EXPECT_TRUE(
            as_owner("DELETE FROM shop_temp; DELETE FROM hub.account_link; DELETE FROM shop WHERE shop_id = 9001;"
                     "INSERT INTO owner (owner_id, mail, status, name) VALUES"
                     " (900, 'Canary@example.jp', 'active', 'canary'), (901, 'other@example.jp', 'active', 'o');"
                     "INSERT INTO shop (shop_id, programme, name, source, source_key)"
                     " VALUES (9001, 1, '梅田店', 'test', '1');"
                     "INSERT INTO owner_shop (owner_id, shop_id) VALUES (900, 9001), (901, 9001);"
                     "INSERT INTO hub.second_step (owner_id, method, began_at) VALUES (900, 'mail', now())"));
        EXPECT_TRUE(store_sealed(session('a', 900) + session('b', 901) + link('a', "'canary@example.jp', NULL") +
                                 link('b', "'other@example.jp', NULL") + link('c', "'canary.new@example.jp', 900")));
        EXPECT_TRUE(
            as_owner("INSERT INTO shop_temp (shop_temp_id, owner_id, programme, name, status, applied_at,"
                     " decided_at, decided_by, reason) VALUES (1, 900, 1, 'd', 'draft', NULL, NULL, NULL, ''),"
                     " (2, 900, 1, 'w', 'applied', now(), NULL, NULL, ''),"
                     " (3, 900, 1, 'a', 'approved', now(), now(), 'operator', ''),"
                     " (4, 900, 1, 'r', 'rejected', now(), now(), 'operator', 'x'),"
                     " (5, 901, 1, 'other', 'draft', NULL, NULL, NULL, '')"));
    }
    ~OwnerRecords() override {
        EXPECT_TRUE(
            as_owner("DELETE FROM shop_temp; DELETE FROM hub.account_link; DELETE FROM shop WHERE shop_id = 9001"));
    }
    static std::string session(char letter, int owner_id) {
        return "INSERT INTO hub.session (digest, owner_id, began_at, seen_at, expires_at) VALUES ('" +
               std::string(64, letter) + "', " + std::to_string(owner_id) +
               ", now(), now(), now() + interval '1 day');";
    }
    static std::string link(char letter, const std::string& mail_and_account) {
        const bool changes = mail_and_account.find("NULL") == std::string::npos;
        return "INSERT INTO hub.account_link (digest, account_kind, purpose, mail, account_id, asked_at, expires_at)"
               " VALUES ('" +
               std::string(64, letter) + "', 'owner', '" + (changes ? "mail_change" : "registration") + "', " +
               mail_and_account + ", now(), now() + interval '1 hour');";
    }
    bool erase(std::int64_t owner_id) {
        return carry_out<bool>(
                   [&](UnitOfWork& unit_of_work) -> Result<bool> { return records.erase(unit_of_work, owner_id); })
            .value();
    }
    // A word to an owner about a shop, whose delivery is in a state.
    void told(char letter, const std::string& application, const std::string& state,
              const std::string& age = "0 days") {
        const auto id = "'00000000-0000-7000-8000-" + std::string(12, letter) + "'";
        ASSERT_TRUE(
            as_owner("INSERT INTO hub.message (id, source, type, subject, time, data, lane, accepted_at) VALUES (" +
                     id + ", '/handlers/shops', 'shop.approved', '" + application + "', now(), '{\"owner_mail\": \"" +
                     seal.seal("canary.before@example.jp") + "\"}', 'interactive', now() - interval '" + age +
                     "'); WITH told AS (INSERT INTO hub.delivery_instruction"
                     " (message_id, route, connector, idempotency_key, edited_data) VALUES (" +
                     id + ", 'r', 'mail', " + id +
                     ", '{\"owner_mail\": \"canary\"}') RETURNING id) INSERT INTO hub.delivery (id, lane, state)"
                     " SELECT id, 'interactive', '" +
                     state + "' FROM told"));
    }
    std::string with_address() {
        return value(
            "SELECT coalesce(string_agg(right(m.id::text, 1), '' ORDER BY m.id), '') FROM hub.message AS m"
            " JOIN hub.delivery_instruction AS i ON i.message_id = m.id"
            " WHERE m.data ? 'owner_mail' OR i.edited_data IS NOT NULL");
    }
    OwnerRecordStore records{seal};
};

TEST_F(OwnerRecords, of_one_who_leaves_go_and_the_shop_and_what_was_decided_stay) {
    ASSERT_TRUE(
        as_owner("INSERT INTO hub.audit (actor, action, object_kind, object_id, after)"
                 " VALUES ('operator', 'owners.read', 'owner', '900', '{\"reason\": \"canary\"}')"));
    EXPECT_TRUE(erase(900));
    EXPECT_FALSE(erase(900));
    EXPECT_EQ(opened("SELECT mail FROM owner"), "other@example.jp");
    EXPECT_EQ(opened("SELECT mail FROM hub.account_link"), "other@example.jp");
    EXPECT_EQ(value("SELECT string_agg(owner_id::text, ' ') FROM hub.session"), "901");
    EXPECT_EQ(value("SELECT count(*) FROM hub.second_step"), "0");
    EXPECT_EQ(value("SELECT name FROM shop WHERE shop_id = 9001"), "梅田店");
    EXPECT_EQ(value("SELECT string_agg(owner_id::text, ' ') FROM owner_shop WHERE shop_id = 9001"), "901");
    EXPECT_EQ(
        value("SELECT string_agg(name || coalesce(owner_id::text, '-'), ' ' ORDER BY shop_temp_id) FROM shop_temp"),
        "a- r- other901");
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit WHERE object_kind = 'owner' AND object_id = '900'"), "3");
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit_value WHERE after::text LIKE '%canary%'"), "0");
    EXPECT_FALSE(as_owner("UPDATE shop_temp SET owner_id = NULL WHERE shop_temp_id = 5"))
        << "what nobody has decided about has an owner";
}

TEST_F(OwnerRecords, lose_the_address_of_words_about_their_shops_whether_they_were_sent_or_wait_for_people) {
    ASSERT_TRUE(
        as_owner("DELETE FROM hub.message; DELETE FROM hub.delivery_event;"
                 " UPDATE shop_temp SET status = 'approved', applied_at = now(), decided_at = now(),"
                 " decided_by = 'operator' WHERE shop_temp_id = 5"));
    const std::vector<const char*> states{"sent", "pending", "parked", "unknown", "failed", "sending"};
    for (std::size_t index = 0; index < states.size(); ++index)
        told(static_cast<char>('1' + index), "shop_temp/3", states[index]);
    told('7', "shop_temp/5", "parked", "8 days");
    EXPECT_TRUE(erase(900));
    EXPECT_EQ(with_address(), "67") << "what is under way ends first; the other is of somebody else";
    EXPECT_EQ(
        rows("SELECT from_state || ' ' || to_state || ' ' || detail FROM hub.delivery_event ORDER BY delivery_id"),
        (std::vector<std::string>{"pending failed 協賛店ユーザが退会したので、送信を取りやめました",
                                  "parked failed 協賛店ユーザが退会したので、送信を取りやめました",
                                  "unknown failed 協賛店ユーザが退会したので、送信を取りやめました"}));

    // What was under way then and waits for people since is given up after a week; what people keep for others is not.
    ASSERT_TRUE(as_owner("UPDATE hub.delivery SET state = 'parked' WHERE state = 'sending'"));
    ASSERT_TRUE(as_application("SELECT hub.purge()"));
    EXPECT_EQ(with_address(), "67");
    ASSERT_TRUE(
        as_owner("UPDATE hub.message SET accepted_at = now() - interval '8 days' WHERE right(id::text, 1) = '6'"));
    ASSERT_TRUE(as_application("SELECT hub.purge()"));
    EXPECT_EQ(with_address(), "7");
    EXPECT_TRUE(as_owner("DELETE FROM hub.message; DELETE FROM hub.delivery_event"));
}

TEST_F(OwnerRecords, are_found_for_whoever_they_are_about) {
    const auto found = carry_out<owners::Records>(
        [&](UnitOfWork& unit_of_work) -> Result<owners::Records> { return records.find(unit_of_work, 900); });
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(found->links.size(), 2u) << "the one to the address it shall have, too";
    ASSERT_EQ(found->applications.size(), 4u);
    EXPECT_EQ(found->applications[0].status, "draft");
    EXPECT_FALSE(found->applications[0].applied_at);
    EXPECT_TRUE(found->applications[3].decided_at);
}

TEST_F(OwnerRecords, are_found_by_staff_and_each_reading_is_written) {
    ASSERT_TRUE(as_owner("UPDATE owner SET corporate_number = '8700110005901'"));
    OwnerLookUp look_up{seal};
    const auto find = [&](const staff::OwnerCriterion& criterion) {
        return carry_out<std::vector<staff::FoundOwner>>(
                   [&](UnitOfWork& unit_of_work) -> Result<std::vector<staff::FoundOwner>> {
                       return look_up.look_up(unit_of_work, "operator", criterion, "電話");
                   })
            .value();
    };
    const auto both = find({"", 0, "8700110005901"});
    ASSERT_EQ(both.size(), 2u);
    EXPECT_EQ(both[0].owner.owner_id, 900);
    EXPECT_EQ(both[0].owner.shops.at(0).name, "梅田店");
    EXPECT_EQ(both[0].status, "active");
    EXPECT_EQ(find({"CANARY@example.jp", 0, ""}).size(), 1u);
    EXPECT_TRUE(find({"", 999, ""}).empty());
    EXPECT_EQ(value("SELECT string_agg(object_id, ' ' ORDER BY id) FROM (SELECT id, object_id FROM hub.audit"
                    " WHERE action = 'owners.read' ORDER BY id DESC LIMIT 4) AS latest"),
              "900 901 900 none");
}

}  // namespace
}  // namespace hub::passport_db
