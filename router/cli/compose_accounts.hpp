#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "connectors/passport_db/account_store.hpp"
#include "connectors/passport_db/api_key_store.hpp"
#include "connectors/passport_db/favorite_writer.hpp"
#include "connectors/passport_db/kept_answer_store.hpp"
#include "connectors/passport_db/member_look_up.hpp"
#include "connectors/passport_db/member_store.hpp"
#include "connectors/passport_db/owner_look_up.hpp"
#include "connectors/passport_db/owner_record_store.hpp"
#include "connectors/passport_db/owner_store.hpp"
#include "connectors/passport_db/record_store.hpp"
#include "connectors/passport_db/second_step_store.hpp"
#include "connectors/passport_db/session_store.hpp"
#include "connectors/passport_db/staff_store.hpp"
#include "handlers/accounts/gate.hpp"
#include "handlers/accounts/link_mail.hpp"
#include "handlers/accounts/notice_mail.hpp"
#include "handlers/members/card.hpp"
#include "handlers/members/favorites.hpp"
#include "handlers/members/leaving.hpp"
#include "handlers/members/member_services.hpp"
#include "handlers/owners/owner_services.hpp"
#include "handlers/staff/keys.hpp"
#include "handlers/staff/staff_services.hpp"
#include "queues/attempt_counts.hpp"
#include "router/cli/audit_access.hpp"
#include "router/cli/settings.hpp"
#include "router/core/form_check.hpp"
#include "router/runtime/argon2_passwords.hpp"

namespace hub::cli {

// The rules about accounts, members, owners and staff, and what they are carried out with.
class Accounts {
public:
    // `workers`: how many are alive, 0 when that is not known; `audit_intact`: what the audit's keeper found.
    // References must outlive it. Error: invalid.
    static Result<std::unique_ptr<Accounts>> make(const Settings& settings, Transactions& transactions,
                                                  const catalog::SnapshotHolder& catalog, const Clock& clock,
                                                  std::function<int()> workers, std::function<bool()> audit_intact);

    // By the names of routes.json; each behind its gate.
    std::map<std::string, Handler*> handlers();
    std::map<std::string, const Translator*> translators() const;
    // What the handlers find wrong in their messages' data; lives as long as they.
    const FormChecks& form_checks() const { return form_checks_; }

private:
    // What is read before anything is made of it.
    struct Keys {
        accounts::AccountKey key;
        members::CardRules rules;
        members::CardSigner signer;
    };
    Accounts(const Settings& settings, Keys keys, Transactions& transactions, const catalog::SnapshotHolder& catalog,
             const Clock& clock, std::function<int()> workers, std::function<bool()> audit_intact);
    void add_account_handlers();
    void add_member_handlers();
    void add_owner_handlers();
    void add_access_handlers(accounts::AccountKind kind);
    void add_record_handlers();
    void add_staff_handlers();

    // The handler of messages of this type, which is its name in routes.json, too.
    template <typename AnyHandler, typename... Arguments>
    void add(std::string type, Arguments&&... arguments) {
        auto made = std::make_unique<AnyHandler>(std::forward<Arguments>(arguments)...);
        if constexpr (std::is_base_of_v<FormCheck, AnyHandler>) form_checks_.emplace(type, made.get());
        auto& handler = handlers_[type] = std::move(made);
        gates_.try_emplace(std::move(type), *handler, sessions_, keys_);
    }

    const accounts::MailSeal seal_;
    passport_db::AccountStore account_store_;
    passport_db::FavoriteStore favorite_store_;
    passport_db::MemberStore member_store_;
    passport_db::OwnerStore owner_store_;
    passport_db::OwnerRecordStore owner_record_store_;
    passport_db::SecondStepStore second_step_store_;
    passport_db::RecordStore record_store_;
    passport_db::SessionStore session_store_;
    passport_db::StaffStore staff_store_;
    passport_db::ApiKeyStore key_store_;
    passport_db::MemberLookUp member_look_up_;
    passport_db::OwnerLookUp owner_look_up_;
    passport_db::KeptAnswerStore kept_answers_;
    accounts::Sessions sessions_;
    accounts::ApiKeys keys_;
    runtime::Argon2Passwords passwords_;
    queues::AttemptCounts attempts_;
    passport_db::FavoriteWriter favorite_writer_;
    accounts::AccountServices services_;
    accounts::KeyedChanges changes_;
    members::MemberServices member_services_;
    owners::OwnerServices owner_services_;
    members::FavoriteServices favorite_services_;
    members::RecordServices record_services_;
    members::CardServices card_services_;
    staff::StaffServices staff_services_;
    staff::KeyServices key_services_;
    AuditAccess audit_access_;
    staff::AuditServices audit_services_;
    accounts::LinkMail link_mail_;
    accounts::NoticeMail notice_mail_;
    accounts::CodeMail code_mail_;
    members::LeftMail left_mail_;
    std::map<std::string, std::unique_ptr<Handler>> handlers_;
    FormChecks form_checks_;
    std::map<std::string, accounts::Gate> gates_;  // before the handlers, by the same names
};

}  // namespace hub::cli
