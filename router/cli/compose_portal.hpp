#pragma once

#include <memory>
#include <string>
#include <vector>

#include "portal/api/openapi_contract.hpp"
#include "portal/api/operations_endpoints.hpp"
#include "portal/pages/site.hpp"
#include "portal/server/listener.hpp"
#include "router/cli/configuration.hpp"
#include "router/core/handler.hpp"

namespace hub::cli {

// The pages, the API and what both are made of.
class Portal {
public:
    // Reads the contract, the templates and the assets. Error: invalid.
    static Result<Portal> make(const Settings& settings);

    // Everything the public listener answers but the connectors' own endpoints.
    std::vector<HttpEndpoint> endpoints(const Settings& settings, Router& router, const Clock& clock) const;
    // Everything the operations listener answers.
    std::vector<HttpEndpoint> operations_endpoints(const Configuration& configuration,
                                                   std::vector<portal::ReadinessCheck> checks, Router& router,
                                                   const Clock& clock) const;
    portal::ListenerSettings operations_listener_settings() const;
    Result<portal::ListenerSettings> listener_settings(const Settings& settings) const;

private:
    Portal(std::shared_ptr<const portal::OpenApiContract> contract, std::shared_ptr<portal::Site> site,
           std::shared_ptr<portal::Site> operations_site)
        : contract_(std::move(contract)), site_(std::move(site)), operations_site_(std::move(operations_site)) {}

    std::shared_ptr<const portal::OpenApiContract> contract_;
    std::shared_ptr<portal::Site> site_;
    std::shared_ptr<portal::Site> operations_site_;
};

// Where portal/web/build put the bundled assets: beside the running program.
std::string asset_directory();

}  // namespace hub::cli
