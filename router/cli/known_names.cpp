#include "router/cli/configuration.hpp"

namespace hub::cli {

// One line here and one in compose_connectors.cpp or compose_handlers.cpp for each new name. Handlers of operations are
// known by the contract.
const engine::KnownNames& known_names() {
    static const engine::KnownNames names{
        {"chat.answer", "chat.fulfilment", "message.list", "message.show", "operations.state"},
        {"shops.approval_mail", "operations.alarm_mail", "accounts.link_mail", "accounts.notice_mail",
         "accounts.code_mail", "members.left_mail"},
        {"dialogflow", "local_agent", "google_maps", "mail", "question_log", "purge"},
    };
    return names;
}

}  // namespace hub::cli
