#include <memory>

#include "connectors/passport_db/left_accounts.hpp"
#include "queues/audit/leaving_file.hpp"
#include "router/cli/command.hpp"
#include "router/cli/confirmation.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/mail_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using passport_db::LeftAccount;

constexpr std::chrono::seconds kLongest{600};

struct EraseOptions {
    std::string file;  // empty: that of the state directory
    std::string by = "operator";
    bool dry_run = false;
    bool yes = false;
};

std::vector<LeftAccount> accounts_of(const queues::Leavings& leavings) {
    std::vector<LeftAccount> left;
    for (const auto& leaving : leavings.known)
        if (const auto kind = accounts::account_kind_of(leaving.kind))
            left.push_back({{*kind, leaving.id}, leaving.registered_at, leaving.left_at});
    return left;
}

std::string name_of(const LeftAccount& account) {
    return std::string(accounts::name_of(account.account.kind)) + "/" + std::to_string(account.account.id);
}

std::string outcome_json(const queues::Leavings& leavings, const std::vector<LeftAccount>& there, bool dry_run) {
    json::Writer writer;
    writer.begin_object();
    writer.member("dry_run", dry_run);
    writer.member("leavings", static_cast<std::int64_t>(leavings.known.size()));
    writer.key("erased");
    writer.begin_array();
    for (const auto& account : there) {
        writer.begin_object();
        writer.member("kind", accounts::name_of(account.account.kind));
        writer.member("id", account.account.id);
        writer.member("left_at", account.left_at);
        writer.end_object();
    }
    writer.end_array();
    writer.key("unreadable_lines");
    writer.begin_array();
    for (const auto line : leavings.unreadable) writer.value(line);
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string outcome_text(const queues::Leavings& leavings, const std::vector<LeftAccount>& there, bool dry_run) {
    std::string text = std::to_string(leavings.known.size()) + " leavings are known. ";
    if (there.empty()) text += "Nobody who left is there again.";
    else text += (dry_run ? "There again, would be erased: " : "There again, erased: ") + std::to_string(there.size());
    for (const auto& account : there) text += "\n  " + name_of(account) + "  left " + account.left_at;
    for (const auto line : leavings.unreadable)
        text += "\nLine " + std::to_string(line) + " cannot be read: cut off, or damaged.";
    return text;
}

// Nothing is changed by a look.
Result<std::vector<LeftAccount>> look(runtime::Database& database, const std::vector<LeftAccount>& left) {
    return in_transaction<std::vector<LeftAccount>>(database, kLongest,
                                                    [&](UnitOfWork& unit_of_work) -> Result<std::vector<LeftAccount>> {
                                                        return passport_db::find_again(unit_of_work, left);
                                                    });
}

// All of it or nothing.
Result<std::vector<LeftAccount>> erase(runtime::Database& database, const std::vector<LeftAccount>& left,
                                       const std::string& by, const accounts::MailSeal& seal) {
    return in_transaction<std::vector<LeftAccount>>(
        database, kLongest, [&](UnitOfWork& unit_of_work) -> Result<std::vector<LeftAccount>> {
            if (!passport_db::may_administer(unit_of_work, by))
                return Error{ErrorKind::forbidden, "accounts.not_allowed",
                             "\"" + by + "\" is not known as staff who may administer"};
            passport_db::pass_numbers(unit_of_work, left);
            const auto there = passport_db::find_again(unit_of_work, left);
            for (const auto& account : there) passport_db::erase_again(unit_of_work, by, account, seal);
            return there;
        });
}

int erase_again(const CommonOptions& common, const EraseOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto seal = mail_seal(configuration->settings);
    if (!seal) return common.output.error(seal.error());
    if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    const auto leavings =
        queues::read_leavings(options.file.empty() ? audit_leaving_file(configuration->settings) : options.file);
    if (!leavings) return common.output.error(leavings.error());
    const auto left = accounts_of(*leavings);
    const auto database = open_database(*configuration);
    auto there = look(*database, left);
    if (there && !options.dry_run) {
        const auto what = outcome_text(*leavings, *there, true);
        if (!there->empty())
            if (auto meant = confirm(options.yes, "accounts.not_confirmed", what); !meant)
                return common.output.error(meant.error());
        there = erase(*database, left, options.by, *seal);
    }
    if (!there) return common.output.error(there.error());
    common.output.line(common.output.json ? outcome_json(*leavings, *there, options.dry_run)
                                          : outcome_text(*leavings, *there, options.dry_run));
    return leavings->unreadable.empty() ? kSuccess : kPartly;
}

}  // namespace

void add_accounts(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group = application.add_subcommand("accounts", "Accounts of members and owners");
    group->require_subcommand(1);
    const auto options = std::make_shared<EraseOptions>();
    auto* command =
        add_command(*group, common, exit_code, "erase-again",
                    "After the database was restored from a backup: erase the members and owners who had left since it "
                    "was made and are there again, and give nobody their numbers. Who left is known from the file that "
                    "the hub keeps beside the audit's heads. Safe to repeat. Exit code 3: lines of the file cannot be "
                    "read",
                    [&common, options] { return erase_again(common, *options); });
    command->add_option(
        "--from", options->file,
        "Another copy of that file: of another machine, of a backup; that of this machine unless given");
    command->add_option("--by", options->by, "Who does this; must be known as staff who may administer")
        ->capture_default_str();
    command->add_flag("--dry-run", options->dry_run, "Erase nothing, say who would be erased");
    command->add_flag("--yes", options->yes, "Do not ask");
}

}  // namespace hub::cli
