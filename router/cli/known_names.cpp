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
         "owner.provisional",
         "owner.link",
         "owner.register",
         "owner.login",
         "owner.me",
         "owner.update",
         "member.update",
         "member.set_favorite",
         "member.favorite",
         "member.favorites",
         "shops.approval_mail",
         "operations.alarm_mail",
         "accounts.link_mail",
         "member.forgotten_password",
         "member.reset_password",
         "member.change_password",
         "member.ask_login_link",
         "member.access_link",
         "member.login_by_link",
         "member.login_code",
         "member.change_mail",
         "member.confirm_mail",
         "member.second_step",
         "member.begin_second_step",
         "member.confirm_authenticator",
         "member.end_second_step"},
        {"shops.approval_mail", "operations.alarm_mail", "accounts.link_mail", "accounts.notice_mail",
         "accounts.code_mail"},
        {"dialogflow", "local_agent", "google_maps", "mail", "question_log"},
    };
    return names;
}

}  // namespace hub::cli
