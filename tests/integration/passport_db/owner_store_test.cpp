#include "connectors/passport_db/owner_store.hpp"

#include "connectors/passport_db/account_store.hpp"
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
    OwnerStore store;
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
    ASSERT_TRUE(as_owner("INSERT INTO owner (owner_id, mail) VALUES (900, 'old@example.jp')").ok());
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
    AccountStore accounts;
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

}  // namespace
}  // namespace hub::passport_db
