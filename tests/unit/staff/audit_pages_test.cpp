#include "handlers/staff/audit_pages.hpp"

#include "tests/unit/staff/staff_fixture.hpp"

namespace hub::staff {
namespace {

// So many records that are all alike.
class CountedRecords final : public AuditReader {
public:
    Result<std::vector<std::string>> read(UnitOfWork&, const AuditQuestion&, std::size_t most) override {
        return std::vector<std::string>(std::min(count, most), R"({"id":1})");
    }
    Result<std::string> read_csv(UnitOfWork&, const AuditQuestion&, std::size_t most) override {
        return count > most ? std::string() : "id\n" + std::to_string(count);
    }
    void note(UnitOfWork&, const std::string& actor, const std::string& action, const AuditQuestion&) override {
        noted.push_back(actor + " " + action);
    }
    bool is_intact() const override { return true; }
    std::size_t count = 0;
    std::vector<std::string> noted;
};

class NoKeys final : public accounts::ApiKeyFinder {
public:
    std::optional<accounts::ApiKey> find(UnitOfWork&, const std::string&, WallTime) override { return std::nullopt; }
};

class AuditPagesTest : public StaffTest {
protected:
    AuditPagesTest() { staff.people.push_back({2, "管理", "a@example.jp", accounts::Role::administrator, "active"}); }
    NoKeys no_keys;
    accounts::ApiKeys keys{no_keys, transactions, clock};
    CountedRecords records;
    AuditServices audit{staff_services, keys, records};
    AuditListHandler list{audit};
};

TEST_F(AuditPagesTest, export_all_that_match_or_nothing) {
    const auto session = session_of(2);
    for (const std::string format : {"csv", "json"}) {
        const auto question = "{\"format\":\"" + format + "\"}";
        records.count = 10'000;
        EXPECT_NE(text(ask(list, question, session)).find("\"text\""), std::string::npos) << format;
        records.count = 10'001;
        const auto refused = ask(list, question, session);
        ASSERT_FALSE(refused) << format;
        EXPECT_EQ(refused.error().code, "audit.too_many");
        ASSERT_EQ(refused.error().fields.size(), 2u);
        EXPECT_NE(refused.error().fields[0].problem.find("期間を絞ってください"), std::string::npos);
    }
    EXPECT_EQ(records.noted, (std::vector<std::string>{"管理 audit.export", "管理 audit.export"}));
}

TEST_F(AuditPagesTest, show_nothing_in_a_session_that_is_remembered_to_who_is_suspended_or_has_another_role) {
    const auto session = session_of(2);
    ASSERT_TRUE(ask(list, "{}", session));
    records.noted.clear();
    auto& me = staff.people.front();
    me.status = "suspended";
    EXPECT_EQ(text(ask(list, "{}", session)), "staff.not_allowed");
    EXPECT_EQ(text(ask(list, R"({"format":"csv"})", session)), "staff.not_allowed");
    me.status = "active";
    me.role = accounts::Role::viewer;
    EXPECT_EQ(text(ask(list, "{}", session)), "staff.not_allowed");
    EXPECT_TRUE(records.noted.empty());
}

}  // namespace
}  // namespace hub::staff
