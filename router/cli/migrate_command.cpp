#include "connectors/passport_db/account_key_mark.hpp"
#include "connectors/passport_db/mail_sealing.hpp"
#include "connectors/passport_db/migrations.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/mail_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using passport_db::KeyMark;

std::string_view name_of(KeyMark mark) {
    if (mark == KeyMark::same) return "same";
    return mark == KeyMark::first ? "first" : "replaced";
}

std::string report_json(const passport_db::MigrationReport& report, KeyMark mark,
                        const passport_db::MailSealing& mails) {
    json::Writer writer;
    writer.begin_object();
    writer.member("version", report.version);
    for (const auto& [name, list] : {std::pair{"applied", &report.applied}, {"from_newer_hub", &report.from_newer_hub}}) {
        writer.key(name);
        writer.begin_array();
        for (const auto& each : *list) writer.value(each);
        writer.end_array();
    }
    writer.member("account_key", name_of(mark));
    writer.member("sealed_mails", mails.sealed);
    writer.key("mails_in_clear");
    writer.begin_array();
    for (const auto& each : mails.left) writer.value(each.field);
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string report_text(const passport_db::MigrationReport& report, KeyMark mark,
                        const passport_db::MailSealing& mails) {
    std::string text;
    for (const auto& name : report.applied) text += "applied " + name + "\n";
    for (const auto& name : report.from_newer_hub) text += "left alone " + name + ", which a newer hub applied\n";
    if (mark == KeyMark::first) text += "addresses are sealed with accounts.key from now on\n";
    if (mark == KeyMark::replaced)
        text += "addresses are sealed with another accounts.key from now on; those of before cannot be read with it\n";
    if (mails.sealed > 0) text += "sealed " + std::to_string(mails.sealed) + " mail addresses\n";
    for (const auto& each : mails.left) text += each.field + " " + each.problem + "\n";
    return text + "The schema is at version " + std::to_string(report.version) + ".";
}

}  // namespace

int migrate(const CommonOptions& common, bool account_key_is_lost) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto seal = mail_seal(configuration->settings);
    if (!seal) return common.output.error(seal.error());
    const auto report = passport_db::migrate(owner_database(configuration->settings));
    if (!report) return common.output.error(report.error());
    const auto mark =
        passport_db::keep_account_key_mark(owner_database(configuration->settings), *seal, account_key_is_lost);
    if (!mark) return common.output.error(mark.error());
    const auto mails = passport_db::seal_mails(owner_database(configuration->settings), *seal);
    if (!mails) return common.output.error(mails.error());
    common.output.line(common.output.json ? report_json(*report, *mark, *mails) : report_text(*report, *mark, *mails));
    return mails->left.empty() ? kSuccess : kPartly;
}

}  // namespace hub::cli
