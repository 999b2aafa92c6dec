#pragma once

#include <memory>
#include <string>

#include "connectors/local_agent/agent.hpp"
#include "router/core/connector.hpp"
#include "router/core/handler.hpp"

namespace hub::local_agent {

// Answers agent.query in process, from the same export that Dialogflow runs, so that the chat goes on when Dialogflow
// cannot be asked. Intents with a webhook ask agent.fulfilment through the router; when that fails the intent's
// built-in reply is given, as Dialogflow does. I/O thread only.
class LocalAgent final : public Sink {
public:
    // The references must outlive it. Answers nothing before the first reload().
    LocalAgent(Router& router, const Clock& clock) : router_(router), clock_(clock) {}

    // Reads the export in `directory` and takes it into use whole. `invalid` with every problem in `fields` when there
    // are any; then the agent in use stays.
    Result<void> reload(const std::string& directory);

    // agent.query {"session","text","language","position"?,"contexts"} -> {"agent":"local_agent","intent","fallback",
    // "messages","contexts","fulfilment"?}. Errors: invalid; permanent "local_agent.not_loaded".
    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    Router& router_;
    const Clock& clock_;
    std::shared_ptr<const Agent> agent_;  // a turn keeps the one it began with
};

}  // namespace hub::local_agent
