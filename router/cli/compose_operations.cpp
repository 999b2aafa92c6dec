#include "router/cli/compose_operations.hpp"

#include "connectors/passport_db/kept_answer_store.hpp"
#include "portal/api/api_endpoints.hpp"
#include "queues/message_changes.hpp"

namespace hub::cli {

Operations::Operations(std::shared_ptr<const portal::OpenApiContract> contract, Changes changes,
                       std::vector<std::string> names)
    : contract_(std::move(contract)),
      changes_(std::move(changes)),
      names_(std::move(names)),
      answers_(std::make_unique<passport_db::KeptAnswerStore>()) {}

Result<Operations> Operations::make(const Settings& settings, Changes changes) {
    auto contract = portal::OpenApiContract::load(settings.source_directory + "/config/operations_openapi.json");
    if (!contract) return contract.error();
    changes.merge(queues::message_changes());
    return Operations(std::make_shared<const portal::OpenApiContract>(std::move(*contract)), std::move(changes),
                      settings.operations_names);
}

std::vector<HttpEndpoint> Operations::endpoints(std::vector<portal::ReadinessCheck> checks, Transactions& transactions,
                                                Router& router, const Clock& clock) const {
    auto all = portal::operations_endpoints(std::move(checks));
    auto service =
        std::make_shared<const portal::ChangeService>(portal::ChangeService{transactions, *answers_, changes_, names_});
    for (auto& endpoint : portal::api_endpoints(contract_, router, clock, std::move(service)))
        all.push_back(std::move(endpoint));
    for (auto& endpoint : portal::documentation_endpoints(*contract_, {})) all.push_back(std::move(endpoint));
    return all;
}

}  // namespace hub::cli
