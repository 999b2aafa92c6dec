#include "router/cli/compose_portal.hpp"

#include <filesystem>

#include "portal/api/api_endpoints.hpp"
#include "portal/api/operations_endpoints.hpp"
#include "portal/pages/api_docs_page.hpp"
#include "portal/pages/pages.hpp"

namespace hub::cli {
namespace {

portal::RateLimit question_rate(const Settings& settings) {
    return {static_cast<double>(settings.chat_questions_per_minute),
            std::max(10.0, settings.chat_questions_per_minute / 4.0)};
}

// The rate is the operator's to choose; that there is one is the contract's.
portal::OpenApiContract with_rate(portal::OpenApiContract contract, portal::RateLimit questions) {
    for (auto& operation : contract.operations)
        if (operation.message_type == "chat.message") operation.rate_limit = questions;
    return contract;
}

void append(std::vector<HttpEndpoint>& all, std::vector<HttpEndpoint> more) {
    for (auto& endpoint : more) all.push_back(std::move(endpoint));
}

}  // namespace

std::string asset_directory() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return (program.parent_path() / "web").string();
}

Result<Portal> Portal::make(const Settings& settings, const portal::OpenApiContract& contract) {
    portal::PageSettings pages;
    pages.template_directory = settings.source_directory + "/portal/pages/templates";
    pages.text_file = settings.source_directory + "/portal/pages/texts/ja.json";
    pages.asset_directory = asset_directory();
    pages.map = settings.map;
    auto site = portal::Site::load(std::move(pages));
    if (!site) return site.error();
    return Portal(std::make_shared<const portal::OpenApiContract>(with_rate(contract, question_rate(settings))),
                  std::move(*site));
}

std::vector<HttpEndpoint> Portal::endpoints(const Settings& settings, Router& router, const Clock& clock,
                                            const FormChecks& form_checks) const {
    std::vector<HttpEndpoint> all{portal::health_endpoint()};
    append(all, portal::page_endpoints(site_, router, clock, settings.public_base_url, question_rate(settings)));
    append(all, portal::api_endpoints(contract_, router, clock, nullptr, form_checks));
    all.push_back(portal::contract_endpoint(*contract_));
    all.push_back(portal::api_docs_endpoint(site_, *contract_));
    return all;
}

Result<portal::ListenerSettings> Portal::listener_settings(const Settings& settings) const {
    auto proxies = portal::TrustedProxies::parse(settings.trusted_proxies);
    if (!proxies) return proxies.error();
    portal::ListenerSettings listener;
    listener.trusted_proxies = std::move(*proxies);
    listener.strict_transport = settings.public_base_url.starts_with("https://");
    listener.error_page = [site = site_](int status, std::string_view trace_id) {
        return portal::render_error_page(*site->content(), status, trace_id);
    };
    return listener;
}

}  // namespace hub::cli
