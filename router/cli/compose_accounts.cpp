#include "router/cli/compose_accounts.hpp"

#include "handlers/accounts/login.hpp"
#include "handlers/accounts/own_sessions.hpp"
#include "handlers/accounts/provisional.hpp"
#include "handlers/members/card.hpp"
#include "handlers/members/export.hpp"
#include "handlers/members/favorites.hpp"
#include "handlers/members/leaving.hpp"
#include "handlers/members/own_data.hpp"
#include "handlers/members/registration.hpp"

namespace hub::cli {

using accounts::AccountKind;

Result<std::unique_ptr<Accounts>> Accounts::make(const Settings& settings, Transactions& transactions,
                                                 const catalog::SnapshotHolder& catalog, const Clock& clock,
                                                 std::function<int()> workers) {
    auto key = accounts::AccountKey::from_hex(settings.account_key);
    if (!key) return key.error();
    auto rules = members::CardRules::load(settings.card_rules_file);
    if (!rules) return rules.error();
    auto signer = members::CardSigner::from_hex(settings.card_signing_key);
    if (!signer) return signer.error();
    Keys keys{std::move(*key), std::move(*rules), std::move(*signer)};
    return std::unique_ptr<Accounts>(
        new Accounts(settings, std::move(keys), transactions, catalog, clock, std::move(workers)));
}

Accounts::Accounts(const Settings& settings, Keys keys, Transactions& transactions,
                   const catalog::SnapshotHolder& catalog, const Clock& clock, std::function<int()> workers)
    : sessions_(session_store_, transactions, clock),
      passwords_(clock),
      attempts_({settings.redis_host, settings.redis_port}, clock, std::move(workers)),
      services_{keys.key, account_store_, session_store_, sessions_, passwords_, attempts_, transactions, clock},
      member_services_{services_, member_store_},
      favorite_services_{services_, favorite_store_, catalog},
      record_services_{services_, member_store_, favorite_store_, record_store_},
      card_services_{record_services_, std::move(keys.rules), std::move(keys.signer)},
      link_mail_(settings.public_base_url, std::move(keys.key), clock),
      left_mail_(clock) {
    add_account_handlers();
    add_member_handlers();
    add_record_handlers();
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
    add<members::UpdateHandler>("member.update", member_services_);
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

std::map<std::string, Handler*> Accounts::handlers() {
    std::map<std::string, Handler*> all;
    for (auto& [name, gate] : gates_) all.emplace(name, &gate);
    return all;
}

std::map<std::string, const Translator*> Accounts::translators() const {
    return {{"accounts.link_mail", &link_mail_}, {"members.left_mail", &left_mail_}};
}

}  // namespace hub::cli
