#include "connectors/passport_db/shop_store.hpp"
#include "handlers/shops/approval.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::seconds kLongest{15};
constexpr int kMostApplications = 500;

std::string applications_json(const std::vector<shops::Application>& applications) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& application : applications) {
        writer.begin_object();
        writer.member("shop_temp_id", application.shop_temp_id);
        writer.member("name", application.shop_name);
        writer.member("programme", application.programme);
        writer.member("city", application.city);
        writer.member("address", application.address);
        if (application.applied_at) writer.member("applied_at", to_rfc3339(*application.applied_at));
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::string applications_text(const std::vector<shops::Application>& applications) {
    if (applications.empty()) return "No application waits for a decision.";
    std::string text;
    for (const auto& application : applications) {
        text += std::to_string(application.shop_temp_id) + "  " + application.shop_name + "  " + application.city;
        if (application.applied_at) text += "  applied " + to_rfc3339(*application.applied_at);
        text += '\n';
    }
    return text + "Approve one with: passport-hub shops approve ID";
}

std::string approval_json(const shops::Approval& approval) {
    json::Writer writer;
    writer.begin_object();
    writer.member("shop_temp_id", approval.shop_temp_id);
    writer.member("shop_id", approval.shop_id);
    writer.member("name", approval.shop_name);
    writer.member("message_id", approval.message_id);
    writer.end_object();
    return writer.take();
}

std::string approval_text(const shops::Approval& approval) {
    return "Published " + approval.shop_name + " as shop " + std::to_string(approval.shop_id) +
           ". The mail to its owner is on its way: passport-hub messages show " + approval.message_id;
}

}  // namespace

int list_applications(const CommonOptions& common) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    std::vector<shops::Application> applications;
    const auto done = database->run_here(
        [&applications](UnitOfWork& unit_of_work) -> Result<void> {
            auto pending = passport_db::ShopStore().pending_applications(unit_of_work, kMostApplications);
            if (!pending) return pending.error();
            applications = std::move(*pending);
            return Result<void>::success();
        },
        Deadline::after(system_clock(), kLongest));
    if (!done) return common.output.error(done.error());
    common.output.line(common.output.json ? applications_json(applications) : applications_text(applications));
    return kSuccess;
}

int approve_shop(const CommonOptions& common, const ShopsOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    shops::Approval approval;
    const auto done = database->run_here(
        [&](UnitOfWork& unit_of_work) -> Result<void> {
            passport_db::ShopStore store;
            auto approved = shops::approve_application(store, unit_of_work, system_clock(), options.shop_temp_id,
                                                       options.decided_by);
            if (!approved) return approved.error();
            approval = std::move(*approved);
            return Result<void>::success();
        },
        Deadline::after(system_clock(), kLongest));
    if (!done) return common.output.error(done.error());
    common.output.line(common.output.json ? approval_json(approval) : approval_text(approval));
    return kSuccess;
}

}  // namespace hub::cli
