#include "router/cli/compose_handlers.hpp"

namespace hub::cli {

Handlers::Handlers(const Settings& settings, accounts::AccountKey key, chat::ConversationSealer sealer,
                   const catalog::SnapshotHolder& catalog, Router& router, Transactions& transactions,
                   const Clock& clock)
    : chat_answer_(std::move(sealer), router, clock),
      chat_fulfilment_(catalog, router, clock,
                       {settings.office_name, settings.office_phone, settings.office_hours, settings.office_page}),
      place_find_(catalog, router, clock),
      shop_list_(catalog, clock),
      shop_get_(catalog, clock),
      code_list_(catalog),
      legacy_list_(catalog),
      approval_mail_({settings.public_base_url}, accounts::MailSeal(std::move(key)), clock),
      alarm_mail_(clock),
      operations_state_(transactions),
      message_list_(transactions, settings.retention),
      message_show_(transactions, settings.retention) {}

std::map<std::string, Handler*> Handlers::handlers() {
    return {{"chat.answer", &chat_answer_},
            {"chat.fulfilment", &chat_fulfilment_},
            {"place.find", &place_find_},
            {"shop.list", &shop_list_},
            {"shop.get", &shop_get_},
            {"code.list", &code_list_},
            {"shop.legacy_list", &legacy_list_},
            {"operations.state", &operations_state_},
            {"message.list", &message_list_},
            {"message.show", &message_show_}};
}

FormChecks Handlers::form_checks() const { return {{"chat.message", &chat_answer_}, {"shop.list", &shop_list_}}; }

std::map<std::string, const Translator*> Handlers::translators() const {
    return {{"shops.approval_mail", &approval_mail_}, {"operations.alarm_mail", &alarm_mail_}};
}

}  // namespace hub::cli
