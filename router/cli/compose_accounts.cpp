#include "router/cli/compose_accounts.hpp"

#include "handlers/accounts/admission.hpp"
#include "handlers/accounts/link_requests.hpp"
#include "handlers/accounts/login.hpp"
#include "handlers/accounts/own_mail.hpp"
#include "handlers/accounts/own_password.hpp"
#include "handlers/accounts/own_second_step.hpp"
#include "handlers/accounts/own_sessions.hpp"
#include "handlers/accounts/provisional.hpp"
#include "handlers/members/card.hpp"
#include "handlers/members/export.hpp"
#include "handlers/members/favorites.hpp"
#include "handlers/members/leaving.hpp"
#include "handlers/members/own_data.hpp"
#include "handlers/members/registration.hpp"
#include "handlers/owners/export.hpp"
#include "handlers/owners/leaving.hpp"
#include "handlers/owners/own_data.hpp"
#include "handlers/owners/registration.hpp"
#include "handlers/staff/invitation.hpp"
#include "handlers/staff/member_look_up.hpp"
#include "handlers/staff/owner_look_up.hpp"
#include "handlers/staff/second_step_lifting.hpp"
#include "handlers/staff/staff_accounts.hpp"
#include "handlers/staff/staff_login.hpp"

namespace hub::cli {

using accounts::AccountKind;
using accounts::LinkPurpose;

Result<std::unique_ptr<Accounts>> Accounts::make(const Settings& settings, Transactions& transactions,
                                                 const catalog::SnapshotHolder& catalog, const Clock& clock,
                                                 std::function<int()> workers, std::function<bool()> audit_intact) {
    auto key = accounts::AccountKey::from_hex(settings.account_key);
    if (!key) return key.error();
    auto rules = members::CardRules::load(settings.card_rules_file);
    if (!rules) return rules.error();
    auto signer = members::CardSigner::from_hex(settings.card_signing_key);
    if (!signer) return signer.error();
    Keys keys{std::move(*key), std::move(*rules), std::move(*signer)};
    return std::unique_ptr<Accounts>(new Accounts(settings, std::move(keys), transactions, catalog, clock,
                                                  std::move(workers), std::move(audit_intact)));
}

Accounts::Accounts(const Settings& settings, Keys keys, Transactions& transactions,
                   const catalog::SnapshotHolder& catalog, const Clock& clock, std::function<int()> workers,
                   std::function<bool()> audit_intact)
    : seal_(keys.key),
      account_store_(seal_),
      member_store_(seal_),
      owner_store_(seal_),
      owner_record_store_(seal_),
      record_store_(seal_),
      staff_store_(seal_),
      member_look_up_(seal_),
      owner_look_up_(seal_),
      sessions_(session_store_, transactions, clock),
      keys_(key_store_, transactions, clock),
      passwords_(clock),
      attempts_({settings.redis_host, settings.redis_port}, clock, std::move(workers)),
      favorite_writer_(favorite_store_, transactions, clock),
      services_{keys.key,  account_store_, session_store_, second_step_store_, sessions_, passwords_,
                attempts_, transactions,   clock},
      changes_(transactions, kept_answers_),
      member_services_{services_, member_store_},
      owner_services_{services_, owner_store_},
      favorite_services_{services_, favorite_store_, favorite_writer_, catalog, changes_},
      record_services_{services_, member_store_, favorite_store_, record_store_},
      card_services_{record_services_, std::move(keys.rules), std::move(keys.signer)},
      staff_services_{services_, staff_store_, changes_},
      key_services_{staff_services_, key_store_, keys_},
      audit_access_(std::move(audit_intact)),
      audit_services_{staff_services_, keys_, audit_access_},
      link_mail_(settings.public_base_url, keys.key, clock),
      notice_mail_(settings.public_base_url, keys.key, clock),
      code_mail_(keys.key, clock),
      left_mail_(std::move(keys.key), clock) {
    add_account_handlers();
    add_member_handlers();
    add_record_handlers();
    add_owner_handlers();
    add_staff_handlers();
    add_access_handlers(AccountKind::member);
    add_access_handlers(AccountKind::owner);
}

void Accounts::add_account_handlers() {
    add<accounts::LogoutHandler>("account.logout", services_);
    add<accounts::SessionListHandler>("account.sessions", services_);
    add<accounts::EndSessionsHandler>("account.end_sessions", services_);
}

void Accounts::add_member_handlers() {
    add<accounts::LinkRequestHandler>("member.provisional", services_, AccountKind::member, LinkPurpose::registration);
    add<accounts::LinkHandler>("member.link", services_, AccountKind::member);
    add<accounts::LoginHandler>("member.login", services_, AccountKind::member);
    add<members::RegisterHandler>("member.register", member_services_);
    add<members::MeHandler>("member.me", member_services_);
    add<members::UpdateHandler>("member.update", member_services_, changes_);
    add<members::SetFavoriteHandler>("member.set_favorite", favorite_services_);
    add<members::GetFavoriteHandler>("member.favorite", favorite_services_);
    add<members::FavoriteListHandler>("member.favorites", favorite_services_);
}

void Accounts::add_record_handlers() {
    add<members::ExportHandler>("member.export", record_services_);
    add<members::LeaveHandler>("member.leave", record_services_);
    add<members::CardHandler>("member.card", card_services_);
    add<members::CardCheckHandler>("card.check", card_services_);
    add<members::CardKeyHandler>("card.key", card_services_);
}

void Accounts::add_owner_handlers() {
    add<accounts::LinkRequestHandler>("owner.provisional", services_, AccountKind::owner, LinkPurpose::registration);
    add<accounts::LinkHandler>("owner.link", services_, AccountKind::owner);
    add<accounts::LoginHandler>("owner.login", services_, AccountKind::owner);
    add<owners::RegisterHandler>("owner.register", owner_services_);
    add<owners::MeHandler>("owner.me", owner_services_);
    add<owners::UpdateHandler>("owner.update", owner_services_, changes_);
    add<owners::ExportHandler>("owner.export", owner_services_, owner_record_store_);
    add<owners::LeaveHandler>("owner.leave", owner_services_, owner_record_store_);
}

// What owners of accounts of one kind do about getting in.
void Accounts::add_access_handlers(AccountKind kind) {
    const auto of = std::string(name_of(kind)) + ".";
    add<accounts::LinkRequestHandler>(of + "forgotten_password", services_, kind, LinkPurpose::password_reset);
    add<accounts::LinkRequestHandler>(of + "ask_login_link", services_, kind, LinkPurpose::login);
    add<accounts::AccessLinkHandler>(of + "access_link", services_, kind);
    add<accounts::ResetPasswordHandler>(of + "reset_password", services_, kind);
    add<accounts::ChangePasswordHandler>(of + "change_password", services_);
    add<accounts::LoginByLinkHandler>(of + "login_by_link", services_, kind);
    add<accounts::LoginCodeHandler>(of + "login_code", services_, kind);
    add<accounts::ChangeMailHandler>(of + "change_mail", services_);
    add<accounts::ConfirmMailHandler>(of + "confirm_mail", services_, kind);
    add<accounts::SecondStepHandler>(of + "second_step", services_);
    add<accounts::BeginSecondStepHandler>(of + "begin_second_step", services_);
    add<accounts::ConfirmAuthenticatorHandler>(of + "confirm_authenticator", services_);
    add<accounts::EndSecondStepHandler>(of + "end_second_step", services_);
}

void Accounts::add_staff_handlers() {
    using staff::StaffChange;
    add<staff::InvitationHandler>("staff.invitation", staff_services_);
    add<staff::AcceptHandler>("staff.accept", staff_services_);
    add<staff::LoginHandler>("staff.login", staff_services_);
    add<staff::SecondStepHandler>("staff.second_step", staff_services_);
    add<staff::MeHandler>("staff.me", staff_services_);
    add<staff::ListHandler>("staff.list", staff_services_);
    add<staff::InviteHandler>("staff.invite", staff_services_);
    add<staff::ChangeHandler>("staff.invite_again", staff_services_, StaffChange::invite_again);
    add<staff::ChangeHandler>("staff.change_role", staff_services_, StaffChange::change_role);
    add<staff::ChangeHandler>("staff.suspend", staff_services_, StaffChange::suspend);
    add<staff::ChangeHandler>("staff.restore", staff_services_, StaffChange::restore);
    add<staff::FindMembersHandler>("member.find", staff_services_, member_look_up_);
    add<staff::LiftSecondStepHandler>("member.lift_second_step", staff_services_, AccountKind::member);
    add<staff::LiftSecondStepHandler>("owner.lift_second_step", staff_services_, AccountKind::owner);
    add<staff::FindOwnersHandler>("owner.find", staff_services_, owner_look_up_);
    add<staff::KeyListHandler>("key.list", key_services_);
    add<staff::KeyCreateHandler>("key.create", key_services_);
    add<staff::KeyRevokeHandler>("key.revoke", key_services_);
    add<staff::AuditListHandler>("audit.list", audit_services_);
}

std::map<std::string, Handler*> Accounts::handlers() {
    std::map<std::string, Handler*> all;
    for (auto& [name, gate] : gates_) all.emplace(name, &gate);
    return all;
}

std::map<std::string, const Translator*> Accounts::translators() const {
    return {{"accounts.link_mail", &link_mail_},
            {"accounts.notice_mail", &notice_mail_},
            {"accounts.code_mail", &code_mail_},
            {"members.left_mail", &left_mail_}};
}

}  // namespace hub::cli
