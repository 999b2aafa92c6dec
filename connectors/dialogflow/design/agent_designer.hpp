#pragma once

#include <functional>

#include "connectors/dialogflow/design/design_wire.hpp"
#include "connectors/support/google_api_client.hpp"

namespace hub::dialogflow::design {

// How an archive comes into Dialogflow: what it has is added and replaces what has the same name, or it becomes the
// whole agent.
enum class ImportMode { merge, replace };

// Changes an ES agent over the design-time API. What takes long is an operation that is asked after until it is done
// or the deadline has passed; `progress` hears of it each time. Errors: those of http::to_error, read_operation and
// GoogleApiClient; cancelled "dialogflow.operation_running" when an operation is not done in time: it may be done
// later. I/O thread only; the client and the clock must outlive it.
class AgentDesigner {
public:
    using Progress = std::function<void(const std::string& what)>;

    AgentDesigner(DialogflowSettings settings, http::ServiceAccount account, HttpClient& client, const Clock& clock,
                  Progress progress = {}, std::chrono::milliseconds first_pause = std::chrono::milliseconds(500));

    // The agent as a ZIP.
    boost::asio::awaitable<Result<std::string>> export_agent(Deadline deadline);
    boost::asio::awaitable<Result<void>> import_agent(std::string zip, ImportMode mode, Deadline deadline);

    // All entity types with their entries in the settings' language.
    boost::asio::awaitable<Result<std::vector<EntityType>>> entity_types(Deadline deadline);
    // A new one of this name, without entries.
    boost::asio::awaitable<Result<EntityType>> create_entity_type(std::string display_name, Deadline deadline);
    // Adds entries and replaces those of the same value; `type` is the entity type's full name.
    boost::asio::awaitable<Result<void>> update_entries(std::string type, std::vector<EntityEntry> entries,
                                                        Deadline deadline);
    boost::asio::awaitable<Result<void>> delete_entries(std::string type, std::vector<std::string> values,
                                                        Deadline deadline);

private:
    boost::asio::awaitable<Result<std::string>> call(std::string method, std::string url, std::string body,
                                                     Deadline deadline);
    boost::asio::awaitable<Result<Operation>> operate(std::string url, std::string body, Deadline deadline);
    boost::asio::awaitable<Result<Operation>> finished(Operation operation, Deadline deadline);
    boost::asio::awaitable<Result<void>> change(std::string url, std::string body, Deadline deadline);

    const DialogflowSettings settings_;
    http::GoogleApiClient client_;
    const Clock& clock_;
    const Progress progress_;
    const std::chrono::milliseconds first_pause_;
};

}  // namespace hub::dialogflow::design
