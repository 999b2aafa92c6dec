#include "router/cli/agent_design_session.hpp"

#include <iostream>

#include "connectors/support/service_account.hpp"
#include "router/cli/compose_connectors.hpp"

namespace hub::cli {
namespace {

// An agent with all its entries is larger than what the hub otherwise reads.
constexpr std::size_t kMostResponseBytes = 64U * 1024 * 1024;

}  // namespace

AgentDesignSession::AgentDesignSession(const Settings& settings, http::ServiceAccount account,
                                       const AgentDesignOptions& options)
    : timeout_(options.timeout_seconds),
      client_(kMostResponseBytes),
      designer_(dialogflow_settings(settings), std::move(account), client_, system_clock(),
                [](const std::string& what) { std::cerr << "passport-hub: " << what << " ...\n"; }) {}

Result<std::unique_ptr<AgentDesignSession>> AgentDesignSession::open(const Settings& settings,
                                                                     const AgentDesignOptions& options) {
    if (settings.dialogflow_edition != "es")
        return Error{ErrorKind::invalid,
                     "agent.not_es",
                     "the agent's export is one of Dialogflow ES",
                     {},
                     {{"/dialogflow/edition", "must be es"}}};
    auto account = http::service_account_from_json(settings.dialogflow_service_account);
    if (!account) return account.error();
    http::initialise_http_threads(2);
    return std::unique_ptr<AgentDesignSession>(new AgentDesignSession(settings, std::move(*account), options));
}

}  // namespace hub::cli
