#include "connectors/passport_db/shop_store.hpp"
#include "handlers/shops/approval.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/mail_access.hpp"
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
    const auto seal = mail_seal(configuration->settings);
    if (!seal) return common.output.error(seal.error());
    const auto applications = in_transaction<std::vector<shops::Application>>(
        *open_database(*configuration), kLongest, [&](UnitOfWork& unit_of_work) {
            return passport_db::ShopStore(*seal).pending_applications(unit_of_work, kMostApplications);
        });
    if (!applications) return common.output.error(applications.error());
    common.output.line(common.output.json ? applications_json(*applications) : applications_text(*applications));
    return kSuccess;
}

int approve_shop(const CommonOptions& common, const ShopsOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto seal = mail_seal(configuration->settings);
    if (!seal) return common.output.error(seal.error());
    if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    const auto approval =
        in_transaction<shops::Approval>(*open_database(*configuration), kLongest, [&](UnitOfWork& unit_of_work) {
            passport_db::ShopStore store(*seal);
            return shops::approve_application(store, unit_of_work, *seal, system_clock(), options.shop_temp_id,
                                              options.decided_by);
        });
    if (!approval) return common.output.error(approval.error());
    common.output.line(common.output.json ? approval_json(*approval) : approval_text(*approval));
    return kSuccess;
}

}  // namespace hub::cli
