// Who left, as it is remembered outside the database, and what becomes of them in a database from before.
#include "connectors/passport_db/left_accounts.hpp"

#include "connectors/passport_db/counters.hpp"
#include "queues/audit/leaving_file.hpp"
#include "tests/integration/passport_db/audit_fixture.hpp"

namespace hub::passport_db {
namespace {

class LeftAccounts : public AuditDatabase {
protected:
    LeftAccounts() {
        EXPECT_TRUE(
            as_owner("DELETE FROM hub.message; DELETE FROM hub.account_link; DELETE FROM users;"
                     " UPDATE users_counter SET last_id = 2; UPDATE owner_counter SET last_id = 1"));
        register_as("users (user_id", 1, "leaver@example.jp");
        register_as("users (user_id", 2, "other@example.jp");
        register_as("owner (owner_id", 1, "leaver@example.jp");
    }
    ~LeftAccounts() override { EXPECT_TRUE(as_owner("DELETE FROM users; DELETE FROM owner")); }

    // At the moment 2026-01-01 plus so many hours.
    void register_as(const std::string& table, std::int64_t id, const std::string& mail, int hours = 0) {
        EXPECT_TRUE(as_owner("INSERT INTO " + table + ", mail, status, created_at) VALUES (" + std::to_string(id) +
                             ", '" + mail + "', 'active', timestamptz '2026-01-01 00:00:00.000001Z' + interval '" +
                             std::to_string(hours) + " hours')"));
    }
    void leave(const std::string& kind, std::int64_t id) {
        EXPECT_TRUE(as_application("SELECT hub.erase_" + kind + "(" + std::to_string(id) + ", '', '{}')"));
    }
    // What the file knows, as a command reads it.
    std::vector<LeftAccount> known() {
        std::vector<LeftAccount> left;
        const auto leavings = queues::read_leavings(settings.leaving_path);
        for (const auto& leaving : leavings.value().known)
            left.push_back(
                {{*accounts::account_kind_of(leaving.kind), leaving.id}, leaving.registered_at, leaving.left_at});
        return left;
    }
    // "kind id" of those who were there again.
    Names erased(const std::vector<LeftAccount>& left) {
        return carry_out<Names>([&](UnitOfWork& unit_of_work) -> Result<Names> {
                   pass_numbers(unit_of_work, left);
                   Names names;
                   for (const auto& one : find_again(unit_of_work, left)) {
                       erase_again(unit_of_work, "operator", one, PassportDatabase::seal);
                       names.push_back(std::string(name_of(one.account.kind)) + " " + std::to_string(one.account.id));
                   }
                   return names;
               })
            .value();
    }
    std::string people() {
        return value("SELECT coalesce(string_agg(user_id || ' ' || mail, ', ' ORDER BY user_id), '') FROM users");
    }
};

TEST_F(LeftAccounts, stand_in_a_file_before_the_head_file_has_the_seal) {
    keeper().step();
    EXPECT_EQ(known().size(), 0u) << "the file is there from the beginning";
    leave("member", 1);
    leave("owner", 1);
    ASSERT_TRUE(
        as_application("INSERT INTO hub.audit (actor, action, object_kind, object_id, after)"
                       " VALUES ('x', 'member.leave', 'users', 'no number', '{\"registered_at\": \"x\"}'),"
                       " ('x', 'member.leave', 'users', '2', NULL)"));
    keeper().step();
    const auto left = known();
    ASSERT_EQ(left.size(), 2u) << "records of others that say so are none";
    EXPECT_EQ(left[0].account, (accounts::Account{accounts::AccountKind::member, 1}));
    EXPECT_EQ(left[0].registered_at, "2026-01-01T00:00:00.000001Z");
    EXPECT_EQ(left[1].account, (accounts::Account{accounts::AccountKind::owner, 1}));
    keeper().step();
    EXPECT_EQ(known().size(), 2u) << "once";
    EXPECT_EQ(found(), Names{}) << "the chain is whole";
}

TEST_F(LeftAccounts, are_not_lost_when_their_file_cannot_be_written) {
    keeper().step();
    std::filesystem::remove(settings.leaving_path);
    std::filesystem::create_directories(settings.leaving_path);
    leave("member", 1);
    keeper().step();
    EXPECT_FALSE(keeper().sealing()) << "somebody is told";
    std::filesystem::remove(settings.leaving_path);
    keeper().step();
    EXPECT_TRUE(keeper().sealing());
    EXPECT_EQ(known().size(), 1u);
}

TEST_F(LeftAccounts, are_all_written_again_when_their_file_was_lost) {
    leave("member", 1);
    keeper().step();
    leave("owner", 1);
    keeper().step();
    std::filesystem::remove(settings.leaving_path);
    keeper().step();
    EXPECT_TRUE(keeper().sealing());
    EXPECT_EQ(known().size(), 2u);
    leave("member", 2);
    keeper().step();
    EXPECT_EQ(known().size(), 3u) << "and once";
}

TEST_F(LeftAccounts, are_asked_for_when_neither_their_file_nor_the_audit_knows_them) {
    leave("member", 1);
    keeper().step();
    std::filesystem::remove(settings.leaving_path);
    empty_audit();  // which was restored from before
    keeper().step();
    ASSERT_FALSE(keeper().sealing());
    EXPECT_EQ(keeper().sealing().error().code, "audit.leavings_lost");
    EXPECT_FALSE(queues::read_leavings(settings.leaving_path)) << "none that says that nobody left";
    ASSERT_TRUE(queues::append_leavings(settings.leaving_path, {}));
    keeper().step();
    EXPECT_TRUE(keeper().sealing()) << "somebody put one there";
}

TEST_F(LeftAccounts, that_are_there_again_are_erased_and_others_are_not) {
    leave("member", 1);
    leave("owner", 1);
    keeper().step();
    register_as("users (user_id", 1, "leaver@example.jp");
    register_as("owner (owner_id", 1, "leaver@example.jp");
    EXPECT_EQ(erased(known()), (Names{"member 1", "owner 1"}));
    EXPECT_EQ(people(), "2 other@example.jp");
    EXPECT_EQ(value("SELECT count(*) FROM owner"), "0");
    EXPECT_EQ(rows("SELECT actor || ' ' || action || ' ' || object_kind || '/' || object_id FROM hub.audit"
                   " WHERE actor = 'operator' ORDER BY id"),
              (Names{"operator member.erase_again users/1", "operator owner.erase_again owner/1"}));
    EXPECT_EQ(erased(known()), Names{}) << "a second time there is nobody";
    keeper().step();
    EXPECT_EQ(erased(known()), Names{}) << "nor when they are in the file twice";
}

TEST_F(LeftAccounts, are_not_who_was_given_their_number_later) {
    leave("member", 1);
    keeper().step();
    ASSERT_TRUE(as_owner("UPDATE users_counter SET last_id = 0"));  // restored, and not told who left
    register_as("users (user_id", 1, "new@example.jp", 5'000);
    EXPECT_EQ(erased(known()), Names{});
    EXPECT_EQ(people(), "1 new@example.jp, 2 other@example.jp");
    leave("member", 1);
    keeper().step();
    // An older account of this number, which has left as well; and one that never did.
    register_as("users (user_id", 1, "leaver@example.jp");
    EXPECT_EQ(erased(known()), Names{"member 1"});
    register_as("users (user_id", 1, "never@example.jp", 1);
    EXPECT_EQ(erased(known()), Names{});
}

TEST_F(LeftAccounts, keep_their_numbers_to_themselves) {
    register_as("users (user_id", 40, "late@example.jp");
    leave("member", 40);
    leave("owner", 1);
    keeper().step();
    ASSERT_TRUE(as_owner("UPDATE users_counter SET last_id = 3; UPDATE owner_counter SET last_id = 7"));
    EXPECT_EQ(erased(known()), Names{});
    const auto next = [this](Counter counter) {
        return carry_out<std::int64_t>([counter](UnitOfWork& unit_of_work) -> Result<std::int64_t> {
                   return take_ids(unit_of_work, counter);
               })
            .value();
    };
    EXPECT_EQ(next(Counter::users), 41);
    EXPECT_EQ(next(Counter::owner), 8) << "which is further already";
}

TEST_F(LeftAccounts, are_erased_again_by_whoever_may_administer) {
    for (const auto& [name, may] : {std::pair{"operator", true}, std::pair{"nobody", false}})
        EXPECT_EQ(carry_out<bool>([name = name](UnitOfWork& unit_of_work) -> Result<bool> {
                      return may_administer(unit_of_work, name);
                  }).value(),
                  may);
}

}  // namespace
}  // namespace hub::passport_db
