#include "router/cli/configuration.hpp"

namespace hub::cli {

// One line here and one in compose_connectors.cpp or compose_handlers.cpp for each new name.
const engine::KnownNames& known_names() {
    static const engine::KnownNames names{
        {"chat.answer",
         "chat.fulfilment",
         "place.find",
         "shop.list",
         "shop.get",
         "code.list",
         "shop.legacy_list",
         "operations.state",
         "message.list",
         "message.show",
         "account.logout",
         "account.sessions",
         "account.end_sessions",
         "member.provisional",
         "member.link",
         "member.register",
         "member.login",
         "member.me",
         "member.find",
         "key.list",
         "key.create",
         "key.revoke",
         "audit.list",
         "staff.invitation",
         "staff.accept",
         "staff.login",
         "staff.second_step",
         "staff.me",
         "staff.list",
         "staff.invite",
         "staff.invite_again",
         "staff.change_role",
         "staff.suspend",
         "staff.restore"},
        {"shops.approval_mail", "operations.alarm_mail", "accounts.link_mail"},
        {"dialogflow", "local_agent", "google_maps", "mail", "question_log"},
    };
    return names;
}

}  // namespace hub::cli
