// The audit as it is written, sealed and read on a real database; tampering has a file of its own.
#include <future>
#include <set>

#include <pqxx/pqxx>

#include "queues/audit/audit_read.hpp"
#include "tests/integration/passport_db/audit_fixture.hpp"

namespace hub::passport_db {
namespace {

class Audit : public AuditDatabase {
protected:
    template <typename Answer>
    Result<Answer> run(const std::function<Result<Answer>(UnitOfWork&)>& work) {
        Result<Answer> answer;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) -> Result<void> {
                answer = work(unit_of_work);
                if (!answer) return answer.error();
                return Result<void>::success();
            },
            soon());
        if (!done) return done.error();
        return answer;
    }
    // Ids of what the search shows, the newest first.
    std::vector<std::int64_t> shown(const queues::AuditSearch& search, std::int64_t before = 0, std::size_t most = 50) {
        const auto records = run<std::vector<queues::AuditRecord>>(
            [&](UnitOfWork& unit_of_work) -> Result<std::vector<queues::AuditRecord>> {
                const auto filter = queues::read_audit_filter(search);
                if (!filter) return filter.error();
                return queues::newest_records(unit_of_work, *filter, before, most);
            });
        std::vector<std::int64_t> ids;
        for (const auto& record : records.value()) ids.push_back(record.id);
        return ids;
    }
    Result<int> erase(const std::string& by, const std::string& object, const std::string& reason = "asked to") {
        return run<int>(
            [&](UnitOfWork& unit_of_work) { return queues::erase_values(unit_of_work, by, reason, object); });
    }
};

TEST_F(Audit, keeps_values_beside_the_record_and_seals_what_anybody_wrote) {
    write(3, R"({"name": "O''Brien, \"見本\"", "money": 1.50})");
    ASSERT_TRUE(as_application("INSERT INTO hub.audit (actor, action, object_kind, object_id) "
                               "VALUES ('見本 太郎', 'test.bare', 'test', '')")
                    .ok());
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit WHERE before IS NOT NULL OR after IS NOT NULL"), "0");
    EXPECT_EQ(value("SELECT after ->> 'name' FROM hub.audit_value WHERE audit_id = 1"), "O'Brien, \"見本\"");
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit_value"), "3");
    keeper().step();
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit_unsealed"), "0");
    const auto findings = verify();
    EXPECT_EQ(found(), Names{}) << "this program and the database digest alike";
    EXPECT_EQ(findings.records, 4);
    EXPECT_EQ(findings.seals, 1);
}

TEST_F(Audit, gives_the_time_itself_and_not_the_writer) {
    EXPECT_FALSE(as_application("INSERT INTO hub.audit (at, actor, action, object_kind, object_id) "
                                "VALUES ('2020-01-01', 'operator', 'test.note', 'test', '1')")
                     .ok());
    EXPECT_FALSE(as_application("INSERT INTO hub.audit (id, actor, action, object_kind, object_id) "
                                "VALUES (77, 'operator', 'test.note', 'test', '1')")
                     .ok());
}

TEST_F(Audit, seals_later_what_was_committed_later) {
    pqxx::connection connection(runtime::connection_string(test::Servers::shared().application()));
    pqxx::work slow(connection);
    slow.exec(
        "INSERT INTO hub.audit (actor, action, object_kind, object_id) VALUES ('operator', 'test.slow', 'x', '1')");
    write(2);
    keeper().step();
    EXPECT_EQ(verify().records, 2);
    slow.commit();
    EXPECT_EQ(verify().unsealed, 1);
    keeper().step();
    EXPECT_EQ(rows("SELECT array_to_string(ids, ' ') FROM hub.audit_seal ORDER BY number"), (Names{"2 3", "1"}));
    EXPECT_EQ(found(), Names{});
}

TEST_F(Audit, is_sealed_by_one_at_a_time_while_many_write) {
    queues::AuditKeeper other(settings, system_clock());
    std::vector<std::future<void>> people;
    std::atomic<bool> written{false};
    for (auto* each : {&keeper(), &other})
        people.push_back(std::async(std::launch::async, [each, &written] {
            while (!written) each->step();
        }));
    for (int round = 0; round < 40; ++round) write(50);
    written = true;
    people.clear();
    keeper().step();
    const auto findings = verify();
    EXPECT_EQ(found(), Names{});
    EXPECT_EQ(findings.records, 2'000);
    EXPECT_EQ(findings.unsealed, 0);
}

TEST_F(Audit, tells_when_sealing_is_behind_and_when_it_has_caught_up) {
    settings.behind = std::chrono::seconds(0);
    write(1);
    pqxx::connection connection(runtime::connection_string(test::Servers::shared().application()));
    pqxx::work somebody(connection);
    somebody.exec("SELECT hub.seal_audit(1)");  // not committed: nobody else can seal
    keeper().step();
    ASSERT_FALSE(keeper().sealing().ok());
    EXPECT_NE(keeper().sealing().error().detail.find("1 audit records wait to be sealed"), std::string::npos);
    somebody.abort();
    settings.behind = std::chrono::seconds(300);
    queues::AuditKeeper patient(settings, system_clock());
    patient.step();
    EXPECT_TRUE(patient.sealing().ok());
}

TEST_F(Audit, tells_when_the_head_file_cannot_be_written) {
    std::filesystem::create_directories(settings.head_path);
    write(1);
    keeper().step();
    ASSERT_FALSE(keeper().sealing().ok());
    EXPECT_EQ(keeper().sealing().error().code, "audit.file");
    std::filesystem::remove_all(settings.head_path);
    keeper().step();
    EXPECT_TRUE(keeper().sealing().ok());
}

TEST_F(Audit, stays_verifiable_when_personal_values_are_erased) {
    write(5);
    keeper().step();
    const auto erased = erase("operator", "test/3");
    ASSERT_TRUE(erased.ok()) << erased.error().detail;
    EXPECT_EQ(*erased, 1);
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit_value WHERE after::text LIKE '%見本%'"), "4");
    keeper().step();
    EXPECT_EQ(found(), Names{});
    EXPECT_EQ(value("SELECT actor || ' ' || object_id || ' ' || (SELECT after ->> 'reason' FROM hub.audit_value "
                    "WHERE audit_id = id) FROM hub.audit WHERE action = 'audit.erase'"),
              "operator 3 asked to");
}

TEST_F(Audit, stays_verifiable_when_values_go_after_three_years_or_with_a_member) {
    ASSERT_TRUE(
        as_owner("INSERT INTO hub.audit (at, actor, action, object_kind, object_id, after)"
                 " VALUES (now() - interval '37 months', 'operator', 'test.old', 'test', '1', '{\"a\": 1}'),"
                 " (now(), 'operator', 'users.read', 'users', '81', '{\"mail\": \"canary\"}');"
                 " INSERT INTO users (user_id, mail, status) VALUES (81, 'leaving@example.jp', 'active')"));
    write(1);
    keeper().step();
    ASSERT_TRUE(as_application("SELECT hub.erase_member(81, 'address/x', '{}'); SELECT * FROM hub.purge()").ok());
    EXPECT_EQ(value("SELECT string_agg(action, ' ' ORDER BY audit_id) FROM hub.audit_value AS v"
                    " JOIN hub.audit AS a ON a.id = v.audit_id WHERE v.erased_by IS NULL"),
              "test.note audit.erase member.leave");
    keeper().step();
    EXPECT_EQ(found(), Names{});
}

TEST_F(Audit, is_not_verified_when_values_younger_than_three_years_are_said_to_have_expired) {
    write(1);
    ASSERT_TRUE(
        as_owner("INSERT INTO hub.audit (actor, action, object_kind, object_id)"
                 " VALUES ('hub', 'audit.expire', 'audit', '*');"
                 " UPDATE hub.audit_value SET salt = NULL, before = NULL, after = NULL, erased_by = 2"));
    keeper().step();
    EXPECT_EQ(found().size(), 1u);
}

TEST_F(Audit, erases_only_for_staff_who_may_and_give_an_object_and_a_reason) {
    write(1);
    EXPECT_EQ(erase("nobody", "test/1").error().code, "audit.not_allowed");
    EXPECT_EQ(erase("operator", "test", "").error().fields.size(), 2u);
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit_value WHERE erased_by IS NULL"), "1");
    EXPECT_FALSE(as_application("SELECT hub.erase_audit_values('nobody', 'x', 'test', '1')").ok());
    EXPECT_FALSE(as_application("SELECT hub.erase_audit_values('operator', ' ', 'test', '1')").ok());
}

TEST_F(Audit, is_shown_by_who_what_and_when) {
    write(3);
    ASSERT_TRUE(as_application("INSERT INTO hub.audit (actor, action, object_kind, object_id) "
                               "VALUES ('見本 太郎', 'shop.approve', 'shop_temp', '3')")
                    .ok());
    EXPECT_EQ(shown({}), (std::vector<std::int64_t>{4, 3, 2, 1}));
    EXPECT_EQ(shown({}, 4, 2), (std::vector<std::int64_t>{3, 2}));
    EXPECT_EQ(shown({.actor = "見本 太郎"}), std::vector<std::int64_t>{4});
    EXPECT_EQ(shown({.action = "test.note", .object = "test/2"}), std::vector<std::int64_t>{2});
    EXPECT_EQ(shown({.object = "shop_temp"}), std::vector<std::int64_t>{4});
    EXPECT_EQ(shown({.since = "2099-01-01"}), std::vector<std::int64_t>{});
    EXPECT_EQ(shown({.until = "2020-01-01"}), std::vector<std::int64_t>{});
    EXPECT_EQ(shown({.since = "2020-01-01", .until = "2099-01-01"}).size(), 4u);
}

TEST_F(Audit, remembers_who_read_values) {
    const auto note = [this](const std::string& by) {
        return run<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
            if (auto noted = queues::note_reading(unit_of_work, by, "audit.show", {.object = "users/12"}); !noted)
                return noted.error();
            return true;
        });
    };
    ASSERT_TRUE(note("operator").ok());
    EXPECT_EQ(value("SELECT actor, action, object_kind, object_id, v.after FROM hub.audit AS a "
                    "JOIN hub.audit_value AS v ON audit_id = a.id"),
              R"(operator|audit.show|audit|users/12|{"object": "users/12"})");
    ASSERT_TRUE(
        as_owner("DELETE FROM hub.staff WHERE name IN ('gone', 'coming'); INSERT INTO hub.staff (name, status)"
                 " VALUES ('gone', 'suspended'), ('coming', 'invited')"));
    for (const auto* by : {"nobody", "gone", "coming"}) EXPECT_EQ(note(by).error().code, "audit.not_allowed") << by;
}

}  // namespace
}  // namespace hub::passport_db
