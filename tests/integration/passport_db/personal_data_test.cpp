// The register of personal data (個人情報ファイル簿) says something about every column that the database has.
#include "connectors/passport_db/personal_data.hpp"

#include <algorithm>
#include <set>

#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

using Lines = std::vector<std::string>;

class PersonalData : public PassportDatabase {
protected:
    Lines faults() {
        return carry_out<Lines>([](UnitOfWork& unit_of_work) { return Result<Lines>(register_faults(unit_of_work)); })
            .value();
    }
    std::vector<PersonalColumn> columns() {
        using Columns = std::vector<PersonalColumn>;
        return carry_out<Columns>(
                   [](UnitOfWork& unit_of_work) { return Result<Columns>(personal_columns(unit_of_work)); })
            .value();
    }
    PersonalColumn column(const std::string& table, const std::string& name) {
        for (const auto& one : columns())
            if (one.table == table && one.column == name) return one;
        return {};
    }
    // What is made here is gone afterwards.
    void TearDown() override {
        EXPECT_TRUE(
            as_owner("DROP TABLE IF EXISTS hub.try_out; ALTER TABLE shop DROP COLUMN IF EXISTS try_out;"
                     " DELETE FROM hub.personal_data WHERE 'try_out' IN (column_name, "
                     "replace(table_name, 'hub.', ''))"));
    }
};

TEST_F(PersonalData, say_of_every_column_of_both_schemas_what_it_is) { EXPECT_EQ(faults(), Lines()); }

TEST_F(PersonalData, miss_a_column_and_a_table_that_nobody_described) {
    ASSERT_TRUE(as_owner("ALTER TABLE shop ADD COLUMN try_out text; CREATE TABLE hub.try_out (mail text)"));
    EXPECT_EQ(faults(), (Lines{"hub.try_out.mail is not described", "public.shop.try_out is not described"}));
}

TEST_F(PersonalData, list_no_column_that_is_gone) {
    ASSERT_TRUE(
        as_owner("ALTER TABLE shop ADD COLUMN try_out text; COMMENT ON COLUMN shop.try_out IS '見本';"
                 " INSERT INTO hub.personal_data VALUES ('public.shop', 'try_out', '会員', '見本', 'clear', "
                 "'1日')"));
    EXPECT_EQ(faults(), Lines());
    EXPECT_EQ(column("public.shop", "try_out").what, "見本");
    ASSERT_TRUE(as_owner("ALTER TABLE shop DROP COLUMN try_out"));
    EXPECT_EQ(column("public.shop", "try_out").what, "");
    EXPECT_EQ(faults(), Lines{"public.shop.try_out is described and is not there"});
}

TEST_F(PersonalData, are_described_wholly_or_not_at_all) {
    for (const auto& one : columns()) {
        EXPECT_NE(one.what, "") << one.table << "." << one.column;
        EXPECT_NE(one.retention, "") << one.table << "." << one.column;
    }
    EXPECT_FALSE(
        as_owner("INSERT INTO hub.personal_data (table_name, column_name, person) VALUES "
                 "('public.shop', 'try_out', '会員')"));
}

TEST_F(PersonalData, name_everything_that_belongs_to_an_account) {
    // Whatever refers to a person, but for who made something that is nobody's.
    const auto referring = rows(
        "SELECT n.nspname || '.' || c.relname || '.' || a.attname FROM pg_constraint AS k "
        "JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] "
        "WHERE k.contype = 'f' AND k.confrelid IN ('users'::regclass, 'owner'::regclass, 'hub.staff'::regclass)");
    std::set<std::string> listed;
    for (const auto& one : columns()) listed.insert(one.table + "." + one.column);
    EXPECT_GT(referring.size(), 8u);
    for (const auto& name : referring) EXPECT_TRUE(listed.contains(name)) << name;
}

TEST_F(PersonalData, tell_how_addresses_and_secrets_are_kept) {
    for (const std::string table : {"public.users", "public.owner", "hub.staff", "hub.account_link"})
        EXPECT_EQ(column(table, "mail").kept_as, "sealed") << table;
    EXPECT_EQ(column("hub.message", "data").kept_as, "clear") << "an address in it is sealed, an owner's name is not";
    EXPECT_EQ(column("hub.second_step", "recovery_codes").kept_as, "keyed_digest");
    EXPECT_EQ(column("public.users", "password_hash").kept_as, "digest");
    EXPECT_NE(column("hub.message", "data").retention.find("退会した人へのものは手紙と同じに消す"), std::string::npos);
    EXPECT_EQ(column("public.users", "children_birth_dates").person, "会員の子ども");
    EXPECT_EQ(column("hub.chat_question", "question").retention, "最後に尋ねられた日から90日");
}

TEST_F(PersonalData, stay_out_of_reach_of_the_application_role) {
    EXPECT_FALSE(as_application("DELETE FROM hub.personal_data"));
    EXPECT_FALSE(as_application("UPDATE hub.personal_data SET retention = '永久' WHERE person IS NOT NULL"));
}

}  // namespace
}  // namespace hub::passport_db
