#pragma once

#include <filesystem>
#include <fstream>

#include "queues/audit/audit_keeper.hpp"
#include "queues/audit/audit_verification.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {

// An empty audit with a head file of its own.
class AuditDatabase : public PassportDatabase {
protected:
    AuditDatabase() {
        std::filesystem::remove_all(folder);
        empty_audit();
    }
    ~AuditDatabase() override { std::filesystem::remove_all(folder); }

    void empty_audit() {
        EXPECT_TRUE(
            as_owner("TRUNCATE hub.audit, hub.audit_value, hub.audit_unsealed, hub.audit_seal RESTART IDENTITY").ok());
    }

    // Writes records 1 to `count` behind the last as the application; each is about an object of its own.
    void write(int count, const std::string& after = R"({"name" : "見本"})") {
        ASSERT_TRUE(as_application("INSERT INTO hub.audit (actor, action, object_kind, object_id, before, after) "
                                   "SELECT 'operator', 'test.note', 'test', n::text, '{\"n\": 0}', '" +
                                   after + "' FROM generate_series(1, " + std::to_string(count) + ") AS n")
                        .ok());
    }
    // Seals everything, `each` records at a time, and writes the head file.
    void seal(int each) {
        while (value("SELECT count(*) FROM hub.audit_unsealed") != "0")
            ASSERT_TRUE(as_application("SELECT hub.seal_audit(" + std::to_string(each) + ")").ok());
        ASSERT_NO_FATAL_FAILURE(keeper().step());
    }
    queues::AuditKeeper& keeper() {
        if (!keeper_) keeper_ = std::make_unique<queues::AuditKeeper>(settings, system_clock());
        return *keeper_;
    }
    queues::AuditFindings verify() {
        queues::AuditVerification verification(settings.head_path);
        bool more = true;
        const auto step = [&](UnitOfWork& unit_of_work) {
            more = verification.step(runtime::native(unit_of_work));
            return Result<void>::success();
        };
        while (more) {
            const auto stepped = application.run_here(step, soon());
            if (!stepped) throw std::runtime_error(stepped.error().detail);
        }
        return verification.findings();
    }
    // "fault seal record" of each problem.
    std::vector<std::string> found() {
        std::vector<std::string> names;
        for (const auto& problem : verify().problems.first)
            names.push_back(std::string(queues::to_string(problem.fault)) + " " + std::to_string(problem.seal) + " " +
                            std::to_string(problem.record));
        return names;
    }
    using Names = std::vector<std::string>;

    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("audit_test_" + std::to_string(getpid()));
    queues::AuditKeeperSettings settings{test::Servers::shared().application(), folder / "heads", folder / "leavings",
                                         std::chrono::seconds(300), std::chrono::seconds(0)};

private:
    std::unique_ptr<queues::AuditKeeper> keeper_;
};

}  // namespace hub::passport_db
