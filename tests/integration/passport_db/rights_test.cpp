#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

// What the application role must not be able to do, whatever the program tells it to.
class ApplicationRole : public PassportDatabase {
protected:
    void expect_forbidden(const std::string& sql) {
        const auto result = as_application(sql);
        ASSERT_FALSE(result.ok()) << sql;
        EXPECT_EQ(result.error().kind, ErrorKind::forbidden) << sql << ": " << result.error().detail;
    }
};

TEST_F(ApplicationRole, cannot_change_the_schema) {
    expect_forbidden("ALTER TABLE shop ADD COLUMN mine text");
    expect_forbidden("ALTER TABLE shop DISABLE ROW LEVEL SECURITY");
    expect_forbidden("CREATE TABLE mine (id int)");
    expect_forbidden("CREATE TABLE hub.mine (id int)");
    expect_forbidden("CREATE TEMPORARY TABLE mine (id int)");
    expect_forbidden("CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    expect_forbidden("DROP TABLE shop");
    expect_forbidden("TRUNCATE shop_chain");
    expect_forbidden("INSERT INTO hub.migration (number, name, checksum) VALUES (9000, 'mine', repeat('0', 64))");
}

TEST_F(ApplicationRole, cannot_write_an_approval) {
    const auto id = std::to_string(new_application("見本の店"));
    expect_forbidden(
        "UPDATE shop_temp SET status = 'approved', decided_at = now(), decided_by = 'operator' "
        "WHERE shop_temp_id = " +
        id);
    expect_forbidden(
        "UPDATE shop_temp SET status = 'rejected', reason = 'x', decided_at = now(), decided_by = 'operator' "
        "WHERE shop_temp_id = " +
        id);
    expect_forbidden(
        "INSERT INTO shop_temp (owner_id, programme, name, status, applied_at, decided_at, decided_by) "
        "SELECT owner_id, 1, 'x', 'approved', now(), now(), 'operator' FROM owner");
    expect_forbidden("SELECT hub.publish_application(t) FROM shop_temp t");
    EXPECT_EQ(value("SELECT status FROM shop_temp WHERE shop_temp_id = " + id), "applied");
}

TEST_F(ApplicationRole, cannot_publish_a_shop_that_looks_approved) {
    expect_forbidden(
        "INSERT INTO shop (shop_id, programme, name, source, source_key) "
        "VALUES (1, 1, 'x', 'application', '1')");
    ASSERT_TRUE(as_application("INSERT INTO shop (shop_id, programme, name, source, source_key) "
                               "VALUES (1, 1, 'x', 'list', '1')")
                    .ok());
    expect_forbidden("UPDATE shop SET source = 'application'");
}

TEST_F(ApplicationRole, cannot_give_itself_the_right_to_approve) {
    expect_forbidden("INSERT INTO hub.staff (name, may_approve) VALUES ('me', true)");
    expect_forbidden("UPDATE hub.staff SET may_approve = true");
}

TEST_F(ApplicationRole, leaves_an_approved_application_as_it_is) {
    const auto id = std::to_string(new_application("見本の店"));
    ASSERT_TRUE(as_application("SELECT hub.approve_shop(" + id + ", 'operator')").ok());
    ASSERT_TRUE(as_application("UPDATE shop_temp SET name = 'other' WHERE shop_temp_id = " + id).ok());
    ASSERT_TRUE(as_application("DELETE FROM shop_temp WHERE shop_temp_id = " + id).ok());
    EXPECT_EQ(value("SELECT name FROM shop_temp WHERE shop_temp_id = " + id), "見本の店");
}

TEST_F(ApplicationRole, only_adds_to_records_of_what_happened) {
    ASSERT_TRUE(as_application("INSERT INTO hub.audit (actor, action, object_kind, object_id) "
                               "VALUES ('operator', 'test.note', 'test', '1')")
                    .ok());
    expect_forbidden("UPDATE hub.audit SET actor = 'somebody'");
    expect_forbidden("DELETE FROM hub.audit");
    expect_forbidden("TRUNCATE hub.audit");
    for (const std::string table : {"audit_value", "audit_unsealed", "audit_seal"}) {
        EXPECT_TRUE(as_application("SELECT count(*) FROM hub." + table).ok());
        expect_forbidden("INSERT INTO hub." + table + " DEFAULT VALUES");
        expect_forbidden("UPDATE hub." + table + " SET " + (table == "audit_seal" ? "number = 1" : "audit_id = 1"));
        expect_forbidden("DELETE FROM hub." + table);
        expect_forbidden("TRUNCATE hub." + table);
    }
    expect_forbidden("ALTER TABLE hub.audit DISABLE TRIGGER audit_taken");
    expect_forbidden("SET session_replication_role = replica");
    expect_forbidden("SELECT hub.audit_digest(a) FROM hub.audit AS a");
    expect_forbidden("UPDATE hub.staff SET may_erase_audit_values = true");
    expect_forbidden("UPDATE hub.delivery_event SET detail = ''");
    expect_forbidden("DELETE FROM hub.delivery_event");
}

TEST_F(ApplicationRole, moves_counters_but_does_not_make_or_delete_them) {
    EXPECT_TRUE(as_application("UPDATE shop_counter SET last_id = last_id").ok());
    expect_forbidden("DELETE FROM shop_counter");
    expect_forbidden("INSERT INTO shop_counter DEFAULT VALUES");
    expect_forbidden("UPDATE hub.catalog_version SET version = 1");
    expect_forbidden("UPDATE hub.provider_budget SET used = 0");
}

TEST_F(PassportDatabase, keeps_a_google_position_for_at_most_30_days) {
    const std::string insert =
        "INSERT INTO shop (shop_id, programme, name, lat, lng, position_source, source, source_key, "
        "position_taken_at, position_expires_at) VALUES ";
    EXPECT_TRUE(
        as_application(insert + "(1, 1, 'x', 34, 135, 'google', 'list', '1', now(), now() + interval '30 days')").ok());
    EXPECT_FALSE(
        as_application(insert + "(2, 1, 'x', 34, 135, 'google', 'list', '2', now(), now() + interval '31 days')").ok());
    EXPECT_FALSE(as_application(insert + "(3, 1, 'x', 34, 135, 'google', 'list', '3', now(), NULL)").ok());
}

TEST_F(PassportDatabase, refuses_what_no_shop_can_be) {
    const std::string insert =
        "INSERT INTO shop (shop_id, source, source_key, programme, name, lat, lng, position_source) "
        "VALUES (1, 'list', '1', ";
    EXPECT_EQ(as_application(insert + "3, 'x', NULL, NULL, NULL)").error().kind, ErrorKind::conflict);
    EXPECT_EQ(as_application(insert + "1, '', NULL, NULL, NULL)").error().kind, ErrorKind::conflict);
    EXPECT_EQ(as_application(insert + "1, 'x', 91, 135, 'own_list')").error().kind, ErrorKind::conflict);
    EXPECT_EQ(as_application(insert + "1, 'x', 34, 135, 'guess')").error().kind, ErrorKind::conflict);
    EXPECT_EQ(as_application(insert + "1, 'x', 34, NULL, 'own_list')").error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace hub::passport_db
