#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "connectors/local_agent/agent.hpp"
#include "handlers/catalog/snapshot_holder.hpp"
#include "router/core/connector.hpp"
#include "router/core/handler.hpp"

namespace hub::local_agent {

// Answers agent.query in process, from the same export that Dialogflow runs, so that the chat goes on when Dialogflow
// cannot be asked. Intents with a webhook ask agent.fulfilment through the router; when that fails the intent's
// built-in reply is given, as Dialogflow does. The names of the catalog's places and shops are words of the agent: when
// a turn finds a newer catalog, the agent for it is built aside, once, and used from then on. I/O thread only.
class LocalAgent final : public Sink {
public:
    using Job = std::function<void()>;
    // Runs a job of some tenths of a second off the I/O thread; false when it cannot now.
    using RunAside = std::function<bool(Job)>;

    // The references must outlive it and every job given to `run_aside`. Answers nothing before the first reload().
    LocalAgent(Router& router, const catalog::SnapshotHolder& catalog, RunAside run_aside, const Clock& clock)
        : router_(router), catalog_(catalog), run_aside_(std::move(run_aside)), clock_(clock),
          current_(std::make_shared<Current>()) {}

    // Reads the export in `directory` and takes it into use whole. `invalid` with every problem in `fields` when there
    // are any; then the agent in use stays.
    Result<void> reload(const std::string& directory);

    // agent.query {"session","text","language","position"?,"contexts"} -> {"agent":"local_agent","intent","fallback",
    // "messages","contexts","fulfilment"?}. agent.shadow: the same question, to be compared with another agent's answer;
    // the fulfilment is not asked. Errors: invalid; permanent "local_agent.not_loaded".
    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    // Shared with the jobs, which may end after this object.
    struct Current {
        std::mutex mutex;
        std::shared_ptr<const Agent> agent;  // a turn keeps the one it began with
        std::int64_t catalog_version = -1;   // whose names the agent knows
        bool building = false;
    };
    std::shared_ptr<const Agent> current() const;
    void follow_catalog();

    Router& router_;
    const catalog::SnapshotHolder& catalog_;
    const RunAside run_aside_;
    const Clock& clock_;
    const std::shared_ptr<Current> current_;
};

}  // namespace hub::local_agent
