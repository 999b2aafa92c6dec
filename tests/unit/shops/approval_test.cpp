#include "handlers/shops/approval.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::shops {
namespace {

class RecordingUnitOfWork final : public UnitOfWork {
public:
    void publish(Message message) override { published.push_back(std::move(message)); }
    std::vector<Message> published;
};

// One application, and an answer to its approval.
class OneApplication final : public ShopStore {
public:
    OneApplication() {
        application.shop_temp_id = 7;
        application.status = ApplicationStatus::applied;
        application.shop_name = "親子カフェ";
        application.owner_name = "見本";
        application.owner_mail = "owner@example.jp";
    }
    Result<std::vector<Application>> pending_applications(UnitOfWork&, int) override { return std::vector{application}; }
    Result<Application> find_application(UnitOfWork&, std::int64_t shop_temp_id) override {
        if (shop_temp_id != application.shop_temp_id)
            return Error{ErrorKind::not_found, "shop_application.not_found", "there is no such application"};
        return application;
    }
    Result<std::int64_t> approve(UnitOfWork&, std::int64_t, const std::string& decided_by) override {
        approved_by = decided_by;
        return answer;
    }
    Application application;
    Result<std::int64_t> answer{std::int64_t{42}};
    std::string approved_by;
};

const test::FakeClock fake_clock;
const accounts::MailSeal seal(accounts::AccountKey::from_hex(std::string(64, 'a')).value());

TEST(ApproveApplication, publishes_the_shop_and_the_message_that_tells_its_owner) {
    OneApplication store;
    RecordingUnitOfWork unit_of_work;
    const auto approval = approve_application(store, unit_of_work, seal, fake_clock, 7, "operator");
    ASSERT_TRUE(approval);
    EXPECT_EQ(approval->shop_id, 42);
    EXPECT_EQ(store.approved_by, "operator");
    ASSERT_EQ(unit_of_work.published.size(), 1u);
    const auto& message = unit_of_work.published[0];
    EXPECT_EQ(message.id, approval->message_id);
    EXPECT_EQ(message.type, "shop.approved");
    EXPECT_EQ(message.subject, "shop_temp/7");
    const auto data = json::Document::parse(message.data_text());
    ASSERT_TRUE(data);
    EXPECT_EQ(message.data_text().find("owner@"), std::string_view::npos);
    EXPECT_EQ(seal.open(data->root().string("owner_mail").value_or("")), "owner@example.jp");
    EXPECT_EQ(data->root().integer("shop_id"), 42);
}

TEST(ApproveApplication, publishes_nothing_when_the_store_refuses) {
    OneApplication store;
    store.answer = Error{ErrorKind::conflict, "shop_application.not_pending", "it was approved already"};
    RecordingUnitOfWork unit_of_work;
    const auto approval = approve_application(store, unit_of_work, seal, fake_clock, 7, "operator");
    ASSERT_FALSE(approval);
    EXPECT_EQ(approval.error().kind, ErrorKind::conflict);
    EXPECT_TRUE(unit_of_work.published.empty());
}

TEST(ApproveApplication, says_which_application_does_not_exist) {
    OneApplication store;
    RecordingUnitOfWork unit_of_work;
    const auto approval = approve_application(store, unit_of_work, seal, fake_clock, 8, "operator");
    ASSERT_FALSE(approval);
    EXPECT_EQ(approval.error().kind, ErrorKind::not_found);
}

TEST(ApproveApplication, does_not_approve_what_nobody_can_be_told_about) {
    OneApplication store;
    store.application.owner_mail.clear();
    RecordingUnitOfWork unit_of_work;
    const auto approval = approve_application(store, unit_of_work, seal, fake_clock, 7, "operator");
    ASSERT_FALSE(approval);
    EXPECT_EQ(approval.error().code, "shop_application.no_mail");
    EXPECT_TRUE(store.approved_by.empty());
}

}  // namespace
}  // namespace hub::shops
