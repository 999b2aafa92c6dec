#include "handlers/staff/invitation.hpp"

#include <algorithm>

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/link_requests.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "handlers/privacy/my_number.hpp"
#include "handlers/staff/names.hpp"

namespace hub::staff {
namespace {

using accounts::AccountKind;
using accounts::LinkPurpose;
using accounts::Role;

// A link that is about to be kept, and what it is made from.
struct Prepared {
    std::string seed;
    std::string token;
    InvitationLink link;
};

Prepared prepare(const accounts::AccountKey& key, const Clock& clock) {
    Prepared prepared;
    prepared.seed = accounts::new_token();
    prepared.token = key.link_token(prepared.seed);
    const auto now = clock.wall();
    prepared.link = {accounts::digest_of(prepared.token), now, now + accounts::life_of(accounts::LinkPurpose::invitation)};
    return prepared;
}

void publish(UnitOfWork& unit_of_work, const accounts::AccountKey& key, const Clock& clock, const Message& cause,
             const std::string& mail, const Prepared& prepared) {
    const accounts::NewLink link{AccountKind::staff,   LinkPurpose::invitation, mail,
                                 prepared.link.digest, prepared.link.asked_at,  prepared.link.expires_at};
    unit_of_work.publish(accounts::link_asked_message(cause, clock, key, link, prepared.seed, false));
}

}  // namespace

Result<Invitation> read_invitation(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "staff.invalid");
    Invitation invitation{reader.text("name"), reader.text("mail"), Role::viewer};
    if (!is_name(invitation.name)) reader.wrong("name", "名前を" + std::string(kNameRule));
    privacy::refuse_my_number(reader, "name", invitation.name);
    if (!accounts::is_mail_address(invitation.mail))
        reader.wrong("mail", "メールアドレスを半角で指定してください（例：hanako@example.jp）。");
    const auto role = accounts::role_of(reader.text("role"));
    if (role && accounts::is_staff(*role)) invitation.role = *role;
    else reader.wrong("role", "選べるものの中から指定してください。");
    if (!reader.ok()) return reader.problems();
    return invitation;
}

Result<std::string> invite(StaffStore& store, UnitOfWork& unit_of_work, const accounts::AccountKey& key,
                           const Clock& clock, const Message& cause, const std::string& asked_by,
                           const Invitation& invitation, bool printed) {
    const auto people = store.list(unit_of_work);
    const auto is_alike = [&](const StaffMember& person) {
        return person.name != invitation.name && are_alike(person.name, invitation.name);
    };
    if (std::any_of(people.begin(), people.end(), is_alike)) return taken();
    const auto prepared = prepare(key, clock);
    const auto invited = store.invite(unit_of_work, asked_by, invitation, prepared.link);
    if (!invited) return invited.error();
    if (!printed) publish(unit_of_work, key, clock, cause, invitation.mail, prepared);
    return prepared.token;
}

Result<std::string> invite_again(StaffStore& store, UnitOfWork& unit_of_work, const accounts::AccountKey& key,
                                 const Clock& clock, const Message& cause, const std::string& asked_by,
                                 std::int64_t staff_id, bool printed) {
    const auto prepared = prepare(key, clock);
    const auto invited = store.invite_again(unit_of_work, asked_by, staff_id, prepared.link);
    if (!invited) return invited.error();
    const auto person = store.find(unit_of_work, staff_id);
    if (!person) return person.error();
    if (!printed) publish(unit_of_work, key, clock, cause, person->mail, prepared);
    return prepared.token;
}

}  // namespace hub::staff
