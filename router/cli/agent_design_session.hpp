#pragma once

#include <memory>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "connectors/dialogflow/design/agent_designer.hpp"
#include "connectors/support/cpprest_http_client.hpp"
#include "router/cli/agent_design.hpp"
#include "router/cli/configuration.hpp"

namespace hub::cli {

// A command's connection to Dialogflow: made from the configuration, with its own event loop.
class AgentDesignSession {
public:
    // Errors: invalid when the agent is one of CX, or the service account's key cannot be used.
    static Result<std::unique_ptr<AgentDesignSession>> open(const Settings& settings,
                                                            const AgentDesignOptions& options);

    dialogflow::design::AgentDesigner& designer() { return designer_; }
    // For one operation that begins now.
    Deadline deadline() const { return Deadline::after(system_clock(), timeout_); }

    // Runs one operation of the designer to its end. Bug "agent.threw" when it throws.
    template <typename Value>
    Result<Value> run(boost::asio::awaitable<Result<Value>> operation) {
        std::optional<Result<Value>> result;
        boost::asio::co_spawn(context_, std::move(operation),
                              [&result](std::exception_ptr thrown, Result<Value> outcome) {
                                  try {
                                      if (thrown) std::rethrow_exception(thrown);
                                      result.emplace(std::move(outcome));
                                  } catch (const std::exception& exception) {
                                      result.emplace(Error{ErrorKind::bug, "agent.threw", exception.what()});
                                  }
                              });
        context_.restart();
        while (!result && context_.run_one() > 0) {
        }
        return result ? std::move(*result)
                      : Result<Value>(Error{ErrorKind::bug, "agent.not_finished", "the operation came to no end"});
    }

private:
    AgentDesignSession(const Settings& settings, http::ServiceAccount account, const AgentDesignOptions& options);

    boost::asio::io_context context_{1};
    std::chrono::seconds timeout_;
    http::CpprestHttpClient client_;
    dialogflow::design::AgentDesigner designer_;
};

}  // namespace hub::cli
