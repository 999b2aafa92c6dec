#include "portal/api/api_endpoints.hpp"
#include "portal/api/documentation_page.hpp"
#include "portal/server/static_asset.hpp"

namespace hub::portal {

HttpEndpoint contract_endpoint(const OpenApiContract& contract) {
    return asset_endpoint("/api/openapi.json", "application/json", contract.text, Caching::revalidate);
}

std::vector<HttpEndpoint> documentation_endpoints(const OpenApiContract& contract,
                                                  const std::vector<std::string>& style_sheets) {
    return {asset_endpoint("/api/docs", "text/html; charset=utf-8", documentation_page(contract, style_sheets),
                           Caching::revalidate),
            contract_endpoint(contract)};
}

}  // namespace hub::portal
