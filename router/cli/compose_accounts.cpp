#include "router/cli/compose_accounts.hpp"

#include "handlers/accounts/login.hpp"
#include "handlers/accounts/own_sessions.hpp"
#include "handlers/accounts/provisional.hpp"
#include "handlers/members/own_data.hpp"
#include "handlers/members/registration.hpp"
#include "handlers/staff/invitation.hpp"
#include "handlers/staff/member_look_up.hpp"
#include "handlers/staff/staff_accounts.hpp"
#include "handlers/staff/staff_login.hpp"

namespace hub::cli {

using accounts::AccountKind;

Result<std::unique_ptr<Accounts>> Accounts::make(const Settings& settings, Transactions& transactions,
                                                 const Clock& clock, std::function<int()> workers,
                                                 std::function<bool()> audit_intact) {
    auto key = accounts::AccountKey::from_hex(settings.account_key);
    if (!key) return key.error();
    return std::unique_ptr<Accounts>(
        new Accounts(settings, std::move(*key), transactions, clock, std::move(workers), std::move(audit_intact)));
}

Accounts::Accounts(const Settings& settings, accounts::AccountKey key, Transactions& transactions, const Clock& clock,
                   std::function<int()> workers, std::function<bool()> audit_intact)
    : sessions_(session_store_, transactions, clock),
      keys_(key_store_, transactions, clock),
      passwords_(clock),
      attempts_({settings.redis_host, settings.redis_port}, clock, std::move(workers)),
      services_{key, account_store_, session_store_, sessions_, passwords_, attempts_, transactions, clock},
      member_services_{services_, member_store_},
      staff_services_{services_, staff_store_},
      key_services_{staff_services_, key_store_, keys_},
      audit_access_(std::move(audit_intact)),
      audit_services_{staff_services_, keys_, audit_access_},
      link_mail_(settings.public_base_url, std::move(key), clock) {
    add_account_handlers();
    add_member_handlers();
    add_staff_handlers();
}

void Accounts::add_account_handlers() {
    add<accounts::LogoutHandler>("account.logout", services_);
    add<accounts::SessionListHandler>("account.sessions", services_);
    add<accounts::EndSessionsHandler>("account.end_sessions", services_);
}

void Accounts::add_member_handlers() {
    add<accounts::ProvisionalHandler>("member.provisional", services_, AccountKind::member);
    add<accounts::LinkHandler>("member.link", services_, AccountKind::member);
    add<accounts::LoginHandler>("member.login", services_, AccountKind::member);
    add<members::RegisterHandler>("member.register", member_services_);
    add<members::MeHandler>("member.me", member_services_);
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

std::map<std::string, const Translator*> Accounts::translators() const { return {{"accounts.link_mail", &link_mail_}}; }

}  // namespace hub::cli
