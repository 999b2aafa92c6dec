#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "connectors/passport_db/member_store.hpp"
#include "connectors/passport_db/session_store.hpp"
#include "handlers/members/gate.hpp"
#include "handlers/members/login.hpp"
#include "handlers/members/own_data.hpp"
#include "handlers/members/registration.hpp"
#include "handlers/members/registration_mail.hpp"
#include "queues/attempt_counts.hpp"
#include "router/cli/settings.hpp"
#include "router/runtime/argon2_passwords.hpp"

namespace hub::cli {

// The rules about members and what they are carried out with.
class Members {
public:
    // `workers`: how many are alive, 0 when that is not known. References must outlive it. Error: invalid.
    static Result<std::unique_ptr<Members>> make(const Settings& settings, Transactions& transactions,
                                                 const Clock& clock, std::function<int()> workers);

    // By the names of routes.json; each behind its gate.
    std::map<std::string, Handler*> handlers();
    std::map<std::string, const Translator*> translators() const;

private:
    Members(const Settings& settings, members::MemberKey key, Transactions& transactions, const Clock& clock,
            std::function<int()> workers);

    passport_db::MemberStore member_store_;
    passport_db::SessionStore session_store_;
    members::Sessions sessions_;
    runtime::Argon2Passwords passwords_;
    queues::AttemptCounts attempts_;
    members::MemberServices services_;
    members::ProvisionalHandler provisional_;
    members::LinkHandler link_;
    members::RegisterHandler register_;
    members::LoginHandler login_;
    members::LogoutHandler logout_;
    members::MeHandler me_;
    members::SessionListHandler session_list_;
    members::EndSessionsHandler end_sessions_;
    members::RegistrationMail registration_mail_;
    std::map<std::string, members::Gate> gates_;  // before the handlers, by the same names
};

}  // namespace hub::cli
