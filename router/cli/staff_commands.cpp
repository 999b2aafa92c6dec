#include "router/cli/staff_commands.hpp"

#include <functional>
#include <span>

#include "connectors/passport_db/staff_store.hpp"
#include "handlers/staff/invitation.hpp"
#include "router/cli/confirmation.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/mail_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using staff::StaffMember;

struct Words {
    std::string_view code;
    std::string_view detail;
};

constexpr Words kWords[] = {
    {"staff.taken", "somebody of staff has this name or this address already; see passport-hub staff list"},
    {"staff.first_role", "the first account must be of the role administrator"},
    {"staff.not_found", "there is no such account; see passport-hub staff list"},
    {"staff.own_account", "nobody changes their own account"},
    {"staff.last_administrator", "this is the last administrator; make somebody else one first"},
    {"staff.suspended", "the account is suspended; an administrator has to take that back first"},
    {"keys.taken", "there is a key of this name already; see passport-hub key list"},
    {"keys.not_found", "there is no such key; see passport-hub key list"},
};

constexpr Words kFields[] = {
    {"/name", "must have 1 to 80 characters, without control characters"},
    {"/mail", "must be a mail address such as hanako@example.jp"},
    {"/role", "must be viewer, editor, approver, campaign_author, campaign_approver or administrator"},
    {"/scopes", "must be 1 to 20 scopes; see passport-hub key create --help"},
    {"/days", "must be 1 to 365"},
};

std::string_view words_about(std::span<const Words> all, std::string_view code, std::string_view otherwise) {
    for (const auto& words : all)
        if (words.code == code) return words.detail;
    return otherwise;
}

std::string option_of(const std::string& field) { return field == "/scopes" ? "--scope" : "--" + field.substr(1); }

Message as_message(const StaffOptions& options) {
    json::Writer writer;
    writer.begin_object();
    writer.member("name", options.name);
    writer.member("mail", options.mail);
    writer.member("role", options.role);
    writer.end_object();
    return make_message(system_clock(), "/cli", "staff.invite", writer.take());
}

// Nobody who logs in is left to invite: otherwise they are named.
Result<void> nobody_else_can(staff::StaffStore& store, UnitOfWork& unit_of_work) {
    std::string names;
    for (const auto& person : store.list(unit_of_work))
        if (person.role == accounts::Role::administrator && person.status == "active")
            names += (names.empty() ? "" : ", ") + person.name;
    if (names.empty()) return Result<void>::success();
    return Error{ErrorKind::conflict, "staff.administrators_invite",
                 "there are administrators, and they invite, at /staff/accounts: " + names};
}

std::string sent_json(const std::string& mail, const std::string& link) {
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", mail);
    writer.member("mailed", link.empty());
    if (!link.empty()) writer.member("link", link);
    writer.end_object();
    return writer.take();
}

std::string sent_text(const std::string& mail, const std::string& link) {
    if (link.empty()) return "The invitation to " + mail + " is on its way. It is good for 72 hours.";
    return "Nothing was mailed. Give this link to " + mail + " only; it is good once, for 72 hours:\n" + link;
}

// Runs what makes an invitation's token, and says how it reaches `mail_of` afterwards.
int send(const CommonOptions& common, const StaffOptions& options,
         const std::function<Result<std::string>(staff::StaffStore&, UnitOfWork&, const accounts::AccountKey&,
                                                 std::string&)>& work) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto key = accounts::AccountKey::from_hex(configuration->settings.account_key);
    if (!key) return common.output.error(key.error());
    if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    return print_answer(common, *configuration, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        passport_db::StaffStore store{accounts::MailSeal(*key)};
        std::string mail = options.mail;
        const auto token = work(store, unit_of_work, *key, mail);
        if (!token) return in_english(token.error(), options.by);
        const auto link =
            options.print_link ? configuration->settings.public_base_url + "/staff/accept?token=" + *token : "";
        return common.output.json ? sent_json(mail, link) : sent_text(mail, link);
    });
}

int with_store(const CommonOptions& common,
               const std::function<Result<std::string>(staff::StaffStore&, UnitOfWork&)>& work) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto seal = mail_seal(configuration->settings);
    if (!seal) return common.output.error(seal.error());
    passport_db::StaffStore store(*seal);
    return print_answer(common, *configuration, [&](UnitOfWork& unit_of_work) { return work(store, unit_of_work); });
}

std::string list_json(const std::vector<StaffMember>& people) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& person : people) {
        writer.begin_object();
        writer.member("staff_id", person.staff_id);
        writer.member("name", person.name);
        writer.member("mail", person.mail);
        writer.member("role", accounts::name_of(person.role));
        writer.member("status", person.status);
        if (person.last_login_at) writer.member("last_login_at", to_rfc3339(*person.last_login_at));
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::string list_text(const std::vector<StaffMember>& people) {
    if (people.empty()) return "Nobody has an account. Invite the first administrator with: passport-hub staff invite";
    std::string text;
    for (const auto& person : people) {
        text += (text.empty() ? "" : "\n") + std::to_string(person.staff_id) + "  " + person.name + "  " + person.mail +
                "  " + std::string(accounts::name_of(person.role)) + "  " + person.status;
        if (person.last_login_at) text += "  last login " + to_rfc3339(*person.last_login_at);
    }
    return text;
}

}  // namespace

Error in_english(Error error, const std::string& by) {
    if (error.code == "staff.not_allowed") error.detail = "\"" + by + "\" is not known as staff who may administer";
    else if (error.code == "staff.invalid" || error.code == "keys.invalid") error.detail = "nothing was done";
    else error.detail = words_about(kWords, error.code, error.detail);
    for (auto& field : error.fields) {
        field.problem = words_about(kFields, field.field, field.problem);
        field.field = option_of(field.field);
    }
    return error;
}

int invite_staff(const CommonOptions& common, const StaffOptions& options) {
    const auto cause = as_message(options);
    const auto invitation = staff::read_invitation(cause);
    if (!invitation) return common.output.error(in_english(invitation.error(), options.by));
    return send(common, options,
                [&](staff::StaffStore& store, UnitOfWork& unit_of_work, const accounts::AccountKey& key,
                    std::string&) -> Result<std::string> {
                    if (auto alone = nobody_else_can(store, unit_of_work); !alone) return alone.error();
                    return staff::invite(store, unit_of_work, key, system_clock(), cause, options.by, *invitation,
                                         options.print_link);
                });
}

int list_staff(const CommonOptions& common, const StaffOptions& options) {
    return with_store(common, [&](staff::StaffStore& store, UnitOfWork& unit_of_work) -> Result<std::string> {
        store.record_reading(unit_of_work, options.by);
        const auto people = store.list(unit_of_work);
        return common.output.json ? list_json(people) : list_text(people);
    });
}

int suspend_staff(const CommonOptions& common, const StaffOptions& options) {
    const auto number = std::to_string(options.staff_id);
    if (auto meant = confirm(options.yes, "staff.not_confirmed", "suspend account " + number); !meant)
        return common.output.error(meant.error());
    return with_store(common, [&](staff::StaffStore& store, UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto done = store.suspend(unit_of_work, options.by, options.staff_id, true);
        if (!done) return in_english(done.error(), options.by);
        if (common.output.json) return R"({"suspended":)" + number + "}";
        return "Account " + number + " is suspended; its sessions have ended.";
    });
}

int reset_staff_authenticator(const CommonOptions& common, const StaffOptions& options) {
    const auto what = "take password and authenticator of account " + std::to_string(options.staff_id) + " away";
    if (auto meant = confirm(options.yes, "staff.not_confirmed", what); !meant)
        return common.output.error(meant.error());
    return send(common, options,
                [&](staff::StaffStore& store, UnitOfWork& unit_of_work, const accounts::AccountKey& key,
                    std::string& mail) -> Result<std::string> {
                    const auto person = store.find(unit_of_work, options.staff_id);
                    if (!person) return person.error();
                    mail = person->mail;
                    return staff::invite_again(store, unit_of_work, key, system_clock(), as_message(options),
                                               options.by, options.staff_id, options.print_link);
                });
}

}  // namespace hub::cli
