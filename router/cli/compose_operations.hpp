#pragma once

#include <memory>
#include <string>
#include <vector>

#include "portal/api/openapi_contract.hpp"
#include "portal/api/operations_endpoints.hpp"
#include "portal/pages/site.hpp"
#include "portal/server/listener.hpp"
#include "router/cli/configuration.hpp"
#include "router/core/change.hpp"
#include "router/core/handler.hpp"
#include "router/core/http.hpp"
#include "router/core/kept_answers.hpp"

namespace hub::cli {

// What the operations listener answers, and what that is made of.
class Operations {
public:
    // Reads config/operations_openapi.json and the pages' templates. `changes` are carried out beside the hub's own. Error: invalid.
    static Result<Operations> make(const Settings& settings, Changes changes);

    // References must outlive the endpoints, and so must this. Throws std::invalid_argument when the contract has a
    // change that nobody carries out.
    std::vector<HttpEndpoint> endpoints(const Configuration& configuration, std::vector<portal::ReadinessCheck> checks,
                                        Transactions& transactions, Router& router, const Clock& clock) const;
    portal::ListenerSettings listener_settings() const;

private:
    Operations(std::shared_ptr<const portal::OpenApiContract> contract, std::shared_ptr<portal::Site> site,
               Changes changes, std::vector<std::string> names);

    std::shared_ptr<const portal::OpenApiContract> contract_;
    std::shared_ptr<portal::Site> site_;
    Changes changes_;
    std::vector<std::string> names_;
    std::unique_ptr<KeptAnswers> answers_;
};

}  // namespace hub::cli
