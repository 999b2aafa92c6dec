// What the owner of the database can do to the audit, and that it is found and named.
#include <random>

#include "tests/integration/passport_db/audit_fixture.hpp"

namespace hub::passport_db {
namespace {

class AuditTampering : public AuditDatabase {
protected:
    // Nine records in seals of three.
    AuditTampering() {
        write(9);
        seal(3);
        EXPECT_EQ(found(), Names{});
    }
    void tamper(const std::string& sql) {
        const auto done = as_owner(sql);
        ASSERT_TRUE(done.ok()) << done.error().detail << ": " << sql;
    }
    // Makes all seals from this one on anew, as the sealing function would.
    void rewrite_from(int number) {
        tamper("CREATE TABLE hub.kept AS SELECT * FROM hub.audit_seal WHERE number >= " + std::to_string(number) +
               "; DELETE FROM hub.audit_seal WHERE number >= " + std::to_string(number) +
               "; INSERT INTO hub.audit_unsealed (audit_id) SELECT unnest(ids) FROM hub.kept; DROP TABLE hub.kept");
        while (value("SELECT count(*) FROM hub.audit_unsealed") != "0") tamper("SELECT hub.seal_audit(3)");
    }
};

TEST_F(AuditTampering, of_any_column_of_a_record_is_found_and_the_record_named) {
    for (const std::string change : {"at = at + interval '1 microsecond'", "actor = 'operatoR'", "action = 'test.notf'",
                                     "object_kind = 'tesu'", "object_id = object_id || ' '", "id = 99"}) {
        tamper("CREATE TABLE hub.kept AS SELECT * FROM hub.audit WHERE id = 5; UPDATE hub.audit SET " + change +
               " WHERE id = 5");
        const auto names = found();
        ASSERT_FALSE(names.empty()) << change;
        EXPECT_EQ(names.front(), change == "id = 99" ? "record_gone 2 5" : "record_changed 2 5") << change;
        tamper(
            "DELETE FROM hub.audit WHERE id IN (5, 99); "
            "ALTER TABLE hub.audit DISABLE TRIGGER audit_taken; INSERT INTO hub.audit SELECT * FROM hub.kept; "
            "ALTER TABLE hub.audit ENABLE TRIGGER audit_taken; DROP TABLE hub.kept");
        ASSERT_EQ(found(), Names{}) << change;
    }
}

TEST_F(AuditTampering, of_values_is_found) {
    tamper("UPDATE hub.audit_value SET after = '{\"name\" : \"見本\"}' WHERE audit_id = 4");
    tamper("UPDATE hub.audit_value SET before = NULL WHERE audit_id = 6");
    tamper("UPDATE hub.audit_value SET salt = gen_random_uuid() WHERE audit_id = 7");
    tamper("DELETE FROM hub.audit_value WHERE audit_id = 8");
    EXPECT_EQ(found(), (Names{"values_changed 2 4", "values_changed 2 6", "values_changed 3 7", "values_gone 3 8"}));
}

TEST_F(AuditTampering, is_not_hidden_by_calling_it_an_erasure) {
    tamper("UPDATE hub.audit_value SET salt = NULL, before = NULL, after = NULL, erased_by = 9 WHERE audit_id = 4");
    EXPECT_EQ(found(), Names{"values_gone 2 4"});
}

TEST_F(AuditTampering, by_removing_a_record_is_found) {
    tamper("DELETE FROM hub.audit WHERE id IN (1, 5)");
    EXPECT_EQ(found(), (Names{"record_gone 1 1", "record_gone 2 5"}));
}

TEST_F(AuditTampering, by_reordering_records_is_found) {
    tamper(
        "UPDATE hub.audit SET id = CASE id WHEN 2 THEN -8 ELSE -2 END WHERE id IN (2, 8); "
        "UPDATE hub.audit SET id = -id WHERE id < 0");
    const auto names = found();
    EXPECT_EQ(names.front(), "record_changed 1 2");
    EXPECT_NE(std::find(names.begin(), names.end(), "record_changed 3 8"), names.end());
}

TEST_F(AuditTampering, by_adding_a_record_past_the_hub_is_found) {
    tamper(
        "ALTER TABLE hub.audit DISABLE TRIGGER audit_taken; INSERT INTO hub.audit (id, actor, action, object_kind, "
        "object_id) VALUES (77, 'operator', 'test.forged', 'test', '1'); "
        "ALTER TABLE hub.audit ENABLE TRIGGER audit_taken");
    EXPECT_EQ(found(), Names{"record_unsealed 0 77"});
    tamper("DELETE FROM hub.audit WHERE id = 3");
    EXPECT_EQ(found(), (Names{"record_gone 1 3", "record_unsealed 0 77"})) << "also when the number is right again";
}

TEST_F(AuditTampering, with_a_seal_is_found) {
    tamper("UPDATE hub.audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2");
    EXPECT_EQ(found().front(), "seal_changed 2 0");
    tamper("UPDATE hub.audit_seal SET sealed_at = sealed_at + interval '1 day' WHERE number = 2");
    EXPECT_EQ(found(), Names{});
    tamper("UPDATE hub.audit_seal SET ids = ARRAY[5, 4, 6] WHERE number = 2");
    const auto names = found();
    EXPECT_NE(std::find(names.begin(), names.end(), "seal_changed 2 0"), names.end());
}

TEST_F(AuditTampering, by_removing_a_seal_from_the_middle_is_found) {
    tamper("DELETE FROM hub.audit_seal WHERE number = 2");
    EXPECT_EQ(found(), (Names{"seal_gone 2 0", "record_unsealed 0 4", "record_unsealed 0 5", "record_unsealed 0 6"}));
}

TEST_F(AuditTampering, by_cutting_off_the_end_is_found_by_the_head_file) {
    tamper(
        "DELETE FROM hub.audit WHERE id > 6; DELETE FROM hub.audit_value WHERE audit_id > 6; "
        "DELETE FROM hub.audit_seal WHERE number = 3");
    EXPECT_EQ(found(), Names{"seal_gone 3 0"});
    tamper("TRUNCATE hub.audit, hub.audit_value, hub.audit_seal");
    EXPECT_EQ(found(), Names{"seal_gone 1 0"});
}

TEST_F(AuditTampering, that_makes_the_chain_anew_is_found_by_the_head_file) {
    tamper("UPDATE hub.audit SET actor = 'somebody' WHERE id = 5");
    rewrite_from(2);
    EXPECT_EQ(found(), Names{"chain_rewritten 2 0"});
    EXPECT_EQ(verify().records, 9);
}

TEST_F(AuditTampering, is_noticed_by_the_hub_within_a_round_and_so_is_that_it_was_mended) {
    EXPECT_TRUE(keeper().integrity().ok());
    tamper("UPDATE hub.audit SET actor = 'somebody' WHERE id = 5");
    keeper().step();
    ASSERT_FALSE(keeper().integrity().ok());
    EXPECT_NE(keeper().integrity().error().detail.find("record 5"), std::string::npos);
    tamper("UPDATE hub.audit SET actor = 'operator' WHERE id = 5");
    keeper().step();
    EXPECT_TRUE(keeper().integrity().ok());
}

TEST_F(AuditTampering, leaves_the_head_file_as_it_was) {
    tamper("DELETE FROM hub.audit WHERE id > 6; DELETE FROM hub.audit_seal WHERE number = 3");
    write(3);
    keeper().step();
    EXPECT_EQ(value("SELECT max(number) FROM hub.audit_seal"), "3") << "what is new is sealed all the same";
    EXPECT_FALSE(keeper().integrity().ok());
    const auto names = found();
    EXPECT_NE(std::find(names.begin(), names.end(), "chain_rewritten 3 0"), names.end());
}

TEST_F(AuditTampering, with_the_head_file_is_found) {
    const auto whole = std::filesystem::file_size(settings.head_path);
    std::filesystem::resize_file(settings.head_path, whole / 3);
    keeper().step();
    ASSERT_FALSE(keeper().integrity().ok());
    EXPECT_NE(keeper().integrity().error().detail.find("has lost lines"), std::string::npos);
    std::filesystem::remove(settings.head_path);
    EXPECT_EQ(found(), Names{"head_gone 0 0"});
}

// Changes of one byte at places chosen by chance; those of every place are tests of the rules alone.
TEST_F(AuditTampering, of_one_byte_is_found_wherever_it_is) {
    std::mt19937 random(20'261'122);
    const auto one_of = [&random](std::size_t count) { return std::to_string(1 + random() % count); };
    int passed = 0;
    for (int round = 0; round < 200; ++round) {
        const std::string column = std::vector<std::string>{"actor", "action", "object_kind"}[random() % 3];
        const auto id = one_of(9);
        const auto old = value("SELECT " + column + " FROM hub.audit WHERE id = " + id);
        auto changed = old;
        auto& byte = changed[random() % changed.size()];
        byte = byte == 'x' ? 'y' : 'x';
        tamper("UPDATE hub.audit SET " + column + " = '" + changed + "' WHERE id = " + id);
        const auto names = found();
        passed += names.size() != 1 || !names.front().ends_with(" " + id);
        tamper("UPDATE hub.audit SET " + column + " = '" + old + "' WHERE id = " + id);
    }
    EXPECT_EQ(passed, 0);
}

}  // namespace
}  // namespace hub::passport_db
