#pragma once

#include <memory>
#include <string>
#include <vector>

#include "portal/api/openapi_contract.hpp"
#include "portal/pages/site.hpp"
#include "portal/server/listener.hpp"
#include "router/cli/settings.hpp"
#include "router/core/form_check.hpp"
#include "router/core/handler.hpp"

namespace hub::cli {

// The pages, the API and what both are made of.
class Portal {
public:
    // Reads the templates and the assets. Error: invalid.
    static Result<Portal> make(const Settings& settings, const portal::OpenApiContract& contract);

    // Everything the public listener answers but the connectors' own endpoints. What is passed by reference, and what
    // `form_checks` points to, must outlive them.
    std::vector<HttpEndpoint> endpoints(const Settings& settings, Router& router, const Clock& clock,
                                        const FormChecks& form_checks) const;
    Result<portal::ListenerSettings> listener_settings(const Settings& settings) const;

private:
    Portal(std::shared_ptr<const portal::OpenApiContract> contract, std::shared_ptr<portal::Site> site)
        : contract_(std::move(contract)), site_(std::move(site)) {}

    std::shared_ptr<const portal::OpenApiContract> contract_;
    std::shared_ptr<portal::Site> site_;
};

// Where portal/web/build put the bundled assets: beside the running program.
std::string asset_directory();

}  // namespace hub::cli
