#include "portal/api/api_endpoints.hpp"
#include "portal/api/documentation_page.hpp"
#include "portal/server/static_asset.hpp"

namespace hub::portal {

std::vector<HttpEndpoint> documentation_endpoints(const OpenApiContract& contract,
                                                  const std::vector<std::string>& site_style_sheets) {
    const std::string style(documentation_style());
    const auto style_path = "/api/" + hashed_name("docs.css", style);
    auto sheets = site_style_sheets;
    sheets.push_back(style_path);
    return {asset_endpoint("/api/docs", "text/html; charset=utf-8", documentation_page(contract, sheets),
                           Caching::revalidate),
            asset_endpoint(style_path, "text/css; charset=utf-8", style, Caching::immutable),
            asset_endpoint("/api/openapi.json", "application/json", contract.text, Caching::revalidate)};
}

}  // namespace hub::portal
