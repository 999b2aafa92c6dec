#include "router/cli/compose_connectors.hpp"

#include "connectors/dialogflow/dialogflow_webhook.hpp"

namespace hub::cli {
namespace {

dialogflow::Edition edition(const Settings& settings) {
    return settings.dialogflow_edition == "cx" ? dialogflow::Edition::cx : dialogflow::Edition::es;
}

dialogflow::WebhookSettings webhook_settings(const Settings& all) {
    const auto& settings = all.webhook;
    dialogflow::WebhookSettings result;
    result.edition = edition(all);
    result.basic_user = settings.basic_user;
    result.basic_password = settings.basic_password;
    result.header_name = settings.header_name;
    result.header_token = settings.header_token;
    if (!settings.identity_issuer.empty())
        result.identity = http::IdentityTokenSettings{settings.identity_issuer, settings.identity_audience,
                                                      settings.identity_email, settings.identity_keys_url};
    return result;
}

google_maps::GoogleMapsSettings google_maps_settings(const Settings& settings) {
    google_maps::GoogleMapsSettings result;
    result.base_url = settings.google_maps_base_url;
    result.key = settings.google_maps_key;
    result.requests_per_day = settings.google_maps_requests_per_day;
    if (settings.google_maps_lookup == "places") result.lookup = google_maps::Lookup::places;
    if (settings.google_maps_lookup == "places_new") result.lookup = google_maps::Lookup::places_new;
    result.bias = settings.google_maps_bias;
    return result;
}

mail::MailSettings mail_settings(const Settings& settings) {
    const auto colon = settings.mail_server.rfind(':');
    mail::MailSettings result;
    result.server.host = settings.mail_server.substr(0, colon);
    result.server.port = std::stoi(settings.mail_server.substr(colon + 1));
    result.server.tls = settings.mail_tls == "required"        ? mail::Tls::required
                        : settings.mail_tls == "opportunistic" ? mail::Tls::optional
                                                               : mail::Tls::off;
    result.from = {settings.mail_from, settings.mail_from_name};
    result.message_id_domain = settings.mail_message_id_domain;
    return result;
}

// Workers that count alone while PostgreSQL is away share the budget by this many.
constexpr std::int64_t kAssumedWorkers = 4;

}  // namespace

dialogflow::DialogflowSettings dialogflow_settings(const Settings& settings) {
    dialogflow::DialogflowSettings result;
    result.edition = edition(settings);
    result.agent_id = settings.dialogflow_agent_id;
    result.base_url = settings.dialogflow_base_url;
    result.project_id = settings.dialogflow_project_id;
    result.location = settings.dialogflow_location;
    result.language = settings.dialogflow_language;
    return result;
}

Result<std::unique_ptr<Connectors>> Connectors::make(const Settings& settings, Router& router,
                                                     Transactions& transactions,
                                                     const catalog::SnapshotHolder& catalog, const Clock& clock) {
    auto account = http::service_account_from_json(settings.dialogflow_service_account);
    if (!account) return account.error();
    try {
        std::unique_ptr<Connectors> made(new Connectors(settings, std::move(*account), router, transactions, catalog, clock));
        if (auto loaded = made->local_agent_.reload(settings.local_agent_directory); !loaded) return loaded.error();
        return made;
    } catch (const std::invalid_argument& error) {
        return Error{ErrorKind::invalid, "settings.connector", error.what()};
    }
}

Connectors::Connectors(const Settings& settings, http::ServiceAccount account, Router& router,
                       Transactions& transactions, const catalog::SnapshotHolder& catalog, const Clock& clock)
    : settings_(settings),
      clock_(clock),
      shared_budget_(transactions),
      own_budget_(kAssumedWorkers),
      budget_(shared_budget_, own_budget_),
      dialogflow_(dialogflow_settings(settings), std::move(account), client_, clock),
      shared_webhook_answers_(transactions),
      webhook_answers_(own_webhook_answers_, shared_webhook_answers_, clock),
      local_agent_pool_("local_agent", 1, 1, clock),
      local_agent_(
          router, catalog, [this](std::function<void()> job) { return local_agent_pool_.post(std::move(job)); }, clock),
      google_maps_(google_maps_settings(settings), budget_, client_, clock),
      mail_(mail_settings(settings), clock),
      question_log_(question_store_, transactions, clock),
      purge_(transactions) {}

std::map<std::string, Sink*> Connectors::sinks() {
    return {{"dialogflow", &dialogflow_},     {"local_agent", &local_agent_},
            {"google_maps", &google_maps_},   {"mail", &mail_},
            {"question_log", &question_log_}, {"purge", &purge_}};
}

HttpEndpoint Connectors::webhook(Router& router) {
    return dialogflow::webhook_endpoint(webhook_settings(settings_), router, webhook_answers_, client_, clock_);
}

}  // namespace hub::cli
