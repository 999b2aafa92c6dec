#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/dialogflow/dialogflow_settings.hpp"
#include "router/core/result.hpp"

// Dialogflow ES v2, the design-time API: exporting, importing and restoring an agent, entity types and their entries,
// and the long-running operations that most of it answers with. Pure.
namespace hub::dialogflow::design {

// The URL of a call on the agent: method ":export", ":import", ":restore", "/entityTypes".
std::string agent_url(const DialogflowSettings& settings, std::string_view method);

// The URL of a resource that Dialogflow named: an operation, an entity type; `method` as ":batchUpdate", may be empty.
std::string resource_url(const DialogflowSettings& settings, std::string_view name, std::string_view method);

// {"agentContent": "<base64>"}
std::string archive_body(std::string_view zip);

struct Operation {
    std::string name;
    bool done = false;
    std::string response;  // JSON object; "{}" while not done
};

// Reads an operation. Errors: unknown_outcome "dialogflow.bad_answer" (it is none), or what the operation ended with,
// by google.rpc.Code: invalid, not_found, forbidden, conflict, throttled, transient or permanent
// "dialogflow.operation_failed".
Result<Operation> read_operation(std::string_view body);

// The ZIP in the response of an export. Error: permanent "dialogflow.bad_answer".
Result<std::string> archive_in(const Operation& operation);

// One entry of an entity.
struct EntityEntry {
    std::string value;
    std::vector<std::string> synonyms;

    bool operator==(const EntityEntry&) const = default;
};

// An entity type as Dialogflow has it.
struct EntityType {
    std::string name;  // projects/…/agent/entityTypes/<id>
    std::string display_name;
    std::vector<EntityEntry> entries;
};

// A page of a list of entity types; `next_page` is empty on the last.
struct EntityTypePage {
    std::vector<EntityType> types;
    std::string next_page;
};
Result<EntityTypePage> read_entity_types(std::string_view body);
Result<EntityType> read_entity_type(std::string_view body);

// The body that creates an entity type of values with synonyms and without entries.
std::string entity_type_body(std::string_view display_name);

// {"entities": […], "languageCode"} and {"entityValues": […], "languageCode"}.
std::string update_body(const std::vector<EntityEntry>& entries, std::string_view language);
std::string delete_body(const std::vector<std::string>& values, std::string_view language);

}  // namespace hub::dialogflow::design
