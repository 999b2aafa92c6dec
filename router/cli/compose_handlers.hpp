#pragma once

#include <map>
#include <string>

#include "handlers/accounts/account_key.hpp"
#include "handlers/catalog/place_find.hpp"
#include "handlers/catalog/shop_handlers.hpp"
#include "handlers/chat/answer_handler.hpp"
#include "handlers/chat/fulfilment_handler.hpp"
#include "handlers/operations/alarm_mail.hpp"
#include "handlers/shops/approval_mail.hpp"
#include "queues/operations/operations_handlers.hpp"
#include "router/cli/settings.hpp"

namespace hub::cli {

// Every business rule of this process.
class Handlers {
public:
    // What is passed by reference must outlive it.
    Handlers(const Settings& settings, accounts::AccountKey key, chat::ConversationSealer sealer,
             const catalog::SnapshotHolder& catalog, Router& router, Transactions& transactions, const Clock& clock);

    // By the names of routes.json.
    std::map<std::string, Handler*> handlers();
    std::map<std::string, const Translator*> translators() const;
    // What those behind the API find wrong in their messages' data.
    FormChecks form_checks() const;

private:
    chat::AnswerHandler chat_answer_;
    chat::FulfilmentHandler chat_fulfilment_;
    catalog::PlaceFindHandler place_find_;
    catalog::ShopListHandler shop_list_;
    catalog::ShopGetHandler shop_get_;
    catalog::CodeListHandler code_list_;
    catalog::LegacyListHandler legacy_list_;
    shops::ApprovalMail approval_mail_;
    operations::AlarmMail alarm_mail_;
    queues::OperationsStateHandler operations_state_;
    queues::MessageListHandler message_list_;
    queues::MessageShowHandler message_show_;
};

}  // namespace hub::cli
