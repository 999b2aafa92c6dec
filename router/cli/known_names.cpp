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
         "member.update",
         "member.set_favorite",
         "member.favorite",
         "member.favorites",
         "member.export",
         "member.leave",
         "member.card",
         "card.check",
         "card.key"},
        {"shops.approval_mail", "operations.alarm_mail", "accounts.link_mail", "members.left_mail"},
        {"dialogflow", "local_agent", "google_maps", "mail", "question_log", "purge"},
    };
    return names;
}

}  // namespace hub::cli
