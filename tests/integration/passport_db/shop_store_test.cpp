#include "connectors/passport_db/shop_store.hpp"

#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

class Approving : public PassportDatabase {
protected:
    Result<std::int64_t> approve(std::int64_t shop_temp_id, const std::string& decided_by = "operator") {
        Result<std::int64_t> outcome;
        const auto job = [&](UnitOfWork& unit_of_work) -> Result<void> {
            outcome = store.approve(unit_of_work, shop_temp_id, decided_by);
            if (!outcome) return outcome.error();
            return Result<void>::success();
        };
        const auto result = application.run_here(job, soon());
        if (!result) return result.error();
        return outcome;
    }
    ShopStore store{seal};
};

TEST_F(Approving, publishes_the_shop_with_its_genres_and_benefits) {
    const auto shop_id = approve(new_application("見本の店"));
    ASSERT_TRUE(shop_id.ok()) << shop_id.error().detail;
    const auto of_shop = " WHERE shop_id = " + std::to_string(*shop_id);
    EXPECT_EQ(value("SELECT name, city, lat, lng, position_source, status, source FROM shop" + of_shop),
              "見本の店|大阪市北区|34.7|135.5|owner_pin|public|application");
    EXPECT_EQ(value("SELECT genre_code FROM shop_genre" + of_shop), "01");
    EXPECT_EQ(value("SELECT tokuten_code, title FROM shop_tokuten" + of_shop), "01|10%割引");
    EXPECT_EQ(value("SELECT count(*) FROM owner_shop" + of_shop), "1");
}

TEST_F(Approving, is_remembered_in_the_application_and_the_audit) {
    const auto id = new_application("見本の店");
    const auto shop_id = approve(id);
    ASSERT_TRUE(shop_id.ok());
    EXPECT_EQ(value("SELECT status, decided_by, shop_id FROM shop_temp WHERE shop_temp_id = " + std::to_string(id)),
              "approved|operator|" + std::to_string(*shop_id));
    EXPECT_EQ(value("SELECT actor, action FROM hub.audit WHERE object_kind = 'shop_temp' AND object_id = '" +
                    std::to_string(id) + "'"),
              "operator|shop.approve");
}

TEST_F(Approving, works_once) {
    const auto id = new_application("見本の店");
    ASSERT_TRUE(approve(id).ok());
    const auto again = approve(id);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    EXPECT_EQ(again.error().code, "shop_application.not_pending");
    EXPECT_EQ(value("SELECT count(*) FROM shop"), "1");
}

TEST_F(Approving, is_refused_to_those_who_may_not) {
    const auto refused = approve(new_application("見本の店"), "nobody");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
    EXPECT_EQ(value("SELECT count(*) FROM shop"), "0");
}

TEST_F(Approving, says_that_there_is_no_such_application) {
    EXPECT_EQ(approve(999999).error().code, "shop_application.not_found");
}

TEST_F(Approving, changes_the_shop_that_the_application_is_about) {
    const auto first = new_application("前の名前");
    const auto shop_id = approve(first);
    ASSERT_TRUE(shop_id.ok());
    ASSERT_TRUE(as_application("INSERT INTO shop_temp (owner_id, shop_id, programme, name, status, applied_at) "
                               "SELECT owner_id, shop_id, 2, '新しい名前', 'applied', now() FROM shop_temp")
                    .ok());
    const auto second = std::stoll(value("SELECT max(shop_temp_id) FROM shop_temp"));
    const auto changed = approve(second);
    ASSERT_TRUE(changed.ok()) << changed.error().detail;
    EXPECT_EQ(*changed, *shop_id);
    EXPECT_EQ(value("SELECT name, programme FROM shop"), "新しい名前|2");
    EXPECT_EQ(rows("SELECT title FROM shop_tokuten"), std::vector<std::string>());
}

TEST_F(Approving, does_not_change_a_shop_of_somebody_else) {
    ASSERT_TRUE(approve(new_application("人の店")).ok());
    const auto foreign = new_application("乗っ取り", "other@example.jp");
    ASSERT_TRUE(as_application("UPDATE shop_temp SET shop_id = (SELECT max(shop_id) FROM shop) WHERE shop_temp_id = " +
                               std::to_string(foreign))
                    .ok());
    EXPECT_EQ(approve(foreign).error().code, "shop_application.not_allowed");
    EXPECT_EQ(value("SELECT name FROM shop"), "人の店");
}

TEST_F(Approving, lists_waiting_applications_longest_waiting_first) {
    const auto late = new_application("後の店", "late@example.jp");
    const auto early = new_application("先の店", "early@example.jp");
    new_application("下書き", "draft@example.jp");
    ASSERT_TRUE(as_application("UPDATE shop_temp SET status = 'draft' WHERE name = '下書き'").ok());
    ASSERT_TRUE(
        as_application("UPDATE shop_temp SET applied_at = now() - interval '1 day' WHERE name = '先の店'").ok());
    std::vector<shops::Application> pending;
    const auto job = [&](UnitOfWork& unit_of_work) {
        pending = store.pending_applications(unit_of_work, 10).value();
        return Result<void>::success();
    };
    ASSERT_TRUE(application.run_here(job, soon()).ok());
    ASSERT_EQ(pending.size(), 2u);
    EXPECT_EQ(pending[0].shop_temp_id, early);
    EXPECT_EQ(pending[1].shop_temp_id, late);
    EXPECT_EQ(pending[0].owner_mail, "early@example.jp");
    ASSERT_TRUE(pending[0].applied_at.has_value());
    EXPECT_NEAR(std::chrono::duration<double>(system_clock().wall() - *pending[0].applied_at).count(), 86400, 60);
}

TEST_F(Approving, finds_one_application) {
    const auto id = new_application("見本の店");
    Result<shops::Application> found;
    Result<shops::Application> missing;
    const auto job = [&](UnitOfWork& unit_of_work) {
        found = store.find_application(unit_of_work, id);
        missing = store.find_application(unit_of_work, 999999);
        return Result<void>::success();
    };
    ASSERT_TRUE(application.run_here(job, soon()).ok());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->shop_name, "見本の店");
    EXPECT_EQ(found->status, shops::ApplicationStatus::applied);
    EXPECT_FALSE(found->shop_id.has_value());
    EXPECT_EQ(missing.error().code, "shop_application.not_found");
}

}  // namespace
}  // namespace hub::passport_db
