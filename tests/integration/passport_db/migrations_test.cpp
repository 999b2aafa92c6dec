#include "connectors/passport_db/migrations.hpp"

#include <future>
#include <thread>

#include <pqxx/pqxx>

#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

const std::vector<std::string> kTables = {"event",           "event_counter",    "faminavi",          "faminavi_area",
                                          "faminavi_city",   "faminavi_counter", "faminavi_genre",    "master",
                                          "owner",           "owner_counter",    "owner_shop",        "shop",
                                          "shop_chain",      "shop_counter",     "shop_genre",        "shop_temp",
                                          "shop_temp_chain", "shop_temp_genre",  "shop_temp_tokuten", "shop_tokuten",
                                          "users",           "users_counter",    "users_favorite",    "users_genre",
                                          "users_tokuten"};

class Migrations : public PassportDatabase {
protected:
    // The state before the first migration. The next suite migrates again.
    void empty_database() {
        const auto result =
            as_owner("DROP SCHEMA IF EXISTS hub CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        ASSERT_TRUE(result.ok()) << result.error().detail;
    }
    void TearDown() override {
        if (HasFatalFailure() || value("SELECT coalesce(to_regclass('shop')::text, 'gone')") != "shop" ||
            value("SELECT count(*) FROM hub.migration WHERE number > 9000") != "0")
            empty_database();
        ASSERT_TRUE(migrate(settings).ok());
    }
    const runtime::DatabaseSettings settings = test::Servers::shared().owner();
};

std::vector<MigrationText> with(MigrationText additional) {
    auto texts = migration_texts();
    texts.push_back(additional);
    return texts;
}

TEST_F(Migrations, make_the_25_tables_under_their_physical_names) {
    EXPECT_EQ(rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"), kTables);
}

TEST_F(Migrations, comment_on_every_table_and_column) {
    EXPECT_EQ(rows("SELECT c.oid::regclass || '.' || coalesce(a.attname, '') FROM pg_class c "
                   "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
                   "WHERE c.relnamespace IN ('public'::regnamespace, 'hub'::regnamespace) AND c.relkind = 'r' "
                   "AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)"),
              std::vector<std::string>());
}

TEST_F(Migrations, belong_to_the_owner_alone) {
    EXPECT_EQ(rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('public', 'hub')"),
              std::vector<std::string>{"passport_owner"});
}

TEST_F(Migrations, apply_everything_to_an_empty_database_and_nothing_the_second_time) {
    empty_database();
    const auto first = migrate(settings);
    ASSERT_TRUE(first.ok()) << first.error().detail;
    EXPECT_EQ(first->applied.size(), migration_texts().size());
    EXPECT_EQ(first->applied.front(), "0001_hub_schema");
    EXPECT_EQ(first->version, migration_texts().back().number);
    const auto second = migrate(settings);
    ASSERT_TRUE(second.ok());
    EXPECT_TRUE(second->applied.empty());
    EXPECT_EQ(second->version, first->version);
}

TEST_F(Migrations, are_applied_once_when_several_run_them) {
    empty_database();
    std::vector<std::future<Result<MigrationReport>>> runs;
    for (int run = 0; run < 4; ++run)
        runs.push_back(std::async(std::launch::async, [this] { return migrate(settings); }));
    std::size_t applied = 0;
    for (auto& run : runs) {
        const auto report = run.get();
        ASSERT_TRUE(report.ok()) << report.error().detail;
        applied += report->applied.size();
    }
    EXPECT_EQ(applied, migration_texts().size());
}

TEST_F(Migrations, refuse_to_go_on_when_an_applied_one_was_edited) {
    auto texts = migration_texts();
    texts[2].sql = "SELECT 'edited'";
    const auto report = migrate(settings, texts);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, "migration.changed");
    ASSERT_EQ(report.error().fields.size(), 1u);
    EXPECT_EQ(report.error().fields[0].field, "0003_shop");
}

TEST_F(Migrations, leave_nothing_of_one_that_fails) {
    const auto report = migrate(settings, with({9001, "broken", "CREATE TABLE half (id int); SELECT nonsense"}));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, "migration.failed");
    EXPECT_NE(report.error().detail.find("9001_broken"), std::string::npos);
    EXPECT_EQ(value("SELECT coalesce(to_regclass('half')::text, 'gone')"), "gone");
}

TEST_F(Migrations, take_the_values_of_older_audit_records_aside_and_let_them_be_sealed) {
    empty_database();
    auto texts = migration_texts();
    const auto chain = std::find_if(texts.begin(), texts.end(),
                                    [](const auto& text) { return std::string_view(text.name) == "audit_chain"; });
    ASSERT_NE(chain, texts.end());
    texts.erase(chain, texts.end());
    ASSERT_TRUE(migrate(settings, texts).ok());
    ASSERT_TRUE(as_application("INSERT INTO hub.audit (actor, action, object_kind, object_id, after) "
                               "VALUES ('operator', 'test.old', 'test', '1', '{\"name\": \"見本\"}')")
                    .ok());
    ASSERT_TRUE(migrate(settings).ok());
    EXPECT_EQ(value("SELECT a.after IS NULL AND v.after ->> 'name' = '見本' AND a.value_digest = "
                    "hub.audit_value_digest(v.salt, NULL, v.after::text) FROM hub.audit AS a "
                    "JOIN hub.audit_value AS v ON audit_id = a.id JOIN hub.audit_unsealed USING (audit_id)"),
              "t");
}

TEST_F(Migrations, leave_those_of_a_newer_hub_alone) {
    ASSERT_TRUE(migrate(settings, with({9001, "newer", "SELECT 1"})).ok());
    const auto report = migrate(settings);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->from_newer_hub, std::vector<std::string>{"9001_newer"});
    EXPECT_EQ(report->version, 9001);
}

TEST_F(Migrations, do_not_make_readers_wait_behind_a_busy_table) {
    pqxx::connection busy_connection(runtime::connection_string(test::Servers::shared().application()));
    pqxx::work busy(busy_connection);
    busy.exec("SELECT count(*) FROM shop");  // holds a lock until its end
    const auto texts = with({9001, "alter", "ALTER TABLE shop ADD COLUMN try_out text"});
    auto migration = std::async(std::launch::async, [&] { return migrate(settings, texts); });
    const auto waiting = [this] { return value("SELECT count(*) FROM pg_locks WHERE NOT granted"); };
    while (waiting() == "0") std::this_thread::yield();
    // A reader queues up behind the waiting ALTER only until that gives up.
    EXPECT_TRUE(as_application("SET LOCAL statement_timeout = '5s'; SELECT count(*) FROM shop").ok());
    busy.commit();
    const auto report = migration.get();
    ASSERT_TRUE(report.ok()) << report.error().detail;
    EXPECT_EQ(report->applied, std::vector<std::string>{"9001_alter"});
}

TEST_F(Migrations, that_are_missing_are_named_to_the_application) {
    std::vector<std::string> missing;
    const auto texts = with({9001, "missing", "SELECT 1"});
    const auto job = [&](UnitOfWork& unit_of_work) {
        missing = missing_migrations(unit_of_work, texts).value();
        return Result<void>::success();
    };
    ASSERT_TRUE(application.run_here(job, soon()).ok());
    EXPECT_EQ(missing, std::vector<std::string>{"9001_missing"});
}

TEST_F(Migrations, say_that_the_database_is_away) {
    auto nowhere = settings;
    nowhere.port = 1;
    const auto report = migrate(nowhere);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().kind, ErrorKind::transient);
}

}  // namespace
}  // namespace hub::passport_db
