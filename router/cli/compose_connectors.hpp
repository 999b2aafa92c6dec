#pragma once

#include <map>
#include <memory>
#include <string>

#include "connectors/dialogflow/dialogflow_sink.hpp"
#include "connectors/google_maps/google_maps_sink.hpp"
#include "connectors/local_agent/local_agent.hpp"
#include "connectors/mail/mail_sink.hpp"
#include "connectors/passport_db/provider_budget.hpp"
#include "connectors/passport_db/purge.hpp"
#include "connectors/passport_db/question_log.hpp"
#include "connectors/passport_db/question_store.hpp"
#include "connectors/passport_db/webhook_answer_store.hpp"
#include "connectors/support/budget.hpp"
#include "connectors/support/cpprest_http_client.hpp"
#include "router/cli/settings.hpp"
#include "router/core/handler.hpp"
#include "router/core/unit_of_work.hpp"
#include "router/runtime/blocking_pool.hpp"

namespace hub::cli {

// The agent that the configuration names.
dialogflow::DialogflowSettings dialogflow_settings(const Settings& settings);

// Every connector of this process, built from the settings. Opens no connection by being built.
class Connectors {
public:
    // What is passed by reference must outlive it. Error: invalid settings, every problem named.
    static Result<std::unique_ptr<Connectors>> make(const Settings& settings, Router& router,
                                                    Transactions& transactions, const catalog::SnapshotHolder& catalog,
                                                    const Clock& clock);

    // By the names of routes.json.
    std::map<std::string, Sink*> sinks();
    // Where Dialogflow's webhook calls arrive.
    HttpEndpoint webhook(Router& router);

private:
    Connectors(const Settings& settings, http::ServiceAccount account, Router& router, Transactions& transactions,
               const catalog::SnapshotHolder& catalog, const Clock& clock);

    const Settings& settings_;
    const Clock& clock_;
    http::CpprestHttpClient client_;
    passport_db::ProviderBudget shared_budget_;
    http::MemoryBudget own_budget_;
    http::BudgetWithFallback budget_;
    dialogflow::DialogflowSink dialogflow_;
    passport_db::WebhookAnswerStore shared_webhook_answers_;
    http::MemoryWebhookAnswers own_webhook_answers_;
    http::LayeredWebhookAnswers webhook_answers_;
    runtime::BlockingPool local_agent_pool_;  // builds the agent for a new catalog
    local_agent::LocalAgent local_agent_;
    google_maps::GoogleMapsSink google_maps_;
    mail::MailSink mail_;
    passport_db::QuestionStore question_store_;
    passport_db::QuestionLog question_log_;
    passport_db::Purge purge_;
};

}  // namespace hub::cli
