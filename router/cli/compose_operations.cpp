#include "router/cli/compose_operations.hpp"

#include "connectors/passport_db/kept_answer_store.hpp"
#include "portal/api/api_endpoints.hpp"
#include "portal/operations/operations_pages.hpp"
#include "portal/pages/pages.hpp"
#include "queues/message_changes.hpp"
#include "router/cli/compose_portal.hpp"
#include "router/cli/mail_access.hpp"
#include "router/engine/route_graph.hpp"

namespace hub::cli {
namespace {

portal::OperationsFacts facts_of(const Configuration& configuration, const std::vector<portal::ReadinessCheck>& checks) {
    portal::OperationsFacts facts;
    facts.checks = checks;
    for (auto& line : engine::to_lines(*configuration.routes))
        facts.routes.push_back({std::move(line.id), std::move(line.from), std::move(line.type), line.queued,
                                std::move(line.path), std::move(line.rules)});
    facts.alarms_are_mailed = !configuration.settings.alarm_mail_to.empty();
    facts.names = configuration.settings.operations_names;
    return facts;
}

void append(std::vector<HttpEndpoint>& all, std::vector<HttpEndpoint> more) {
    for (auto& endpoint : more) all.push_back(std::move(endpoint));
}

}  // namespace

Operations::Operations(std::shared_ptr<const portal::OpenApiContract> contract, std::shared_ptr<portal::Site> site,
                       Changes changes, std::vector<std::string> names)
    : contract_(std::move(contract)),
      site_(std::move(site)),
      changes_(std::move(changes)),
      names_(std::move(names)),
      answers_(std::make_unique<passport_db::KeptAnswerStore>()) {}

Result<Operations> Operations::make(const Settings& settings, Changes changes) {
    auto contract = portal::OpenApiContract::load(settings.source_directory + "/config/operations_openapi.json");
    if (!contract) return contract.error();
    portal::PageSettings pages;
    pages.template_directory = settings.source_directory + "/portal/operations/templates";
    pages.text_file = settings.source_directory + "/portal/operations/texts/en.json";
    pages.asset_directory = asset_directory();
    auto site = portal::Site::load(std::move(pages));
    if (!site) return site.error();
    const auto seal = mail_seal(settings);
    if (!seal) return seal.error();
    changes.merge(queues::message_changes([seal = *seal](std::string_view address) { return seal.seal(address); }));
    return Operations(std::make_shared<const portal::OpenApiContract>(std::move(*contract)), std::move(*site),
                      std::move(changes), settings.operations_names);
}

std::vector<HttpEndpoint> Operations::endpoints(const Configuration& configuration,
                                                std::vector<portal::ReadinessCheck> checks, Transactions& transactions,
                                                Router& router, const Clock& clock) const {
    auto facts = facts_of(configuration, checks);
    auto all = portal::operations_endpoints(std::move(checks));
    auto service =
        std::make_shared<const portal::ChangeService>(portal::ChangeService{transactions, *answers_, changes_, names_});
    append(all, portal::api_endpoints(contract_, router, clock, std::move(service)));
    append(all, portal::documentation_endpoints(*contract_, {site_->content()->assets.url("api_reference.css")}));
    append(all, portal::operations_page_endpoints(site_, router, clock, std::move(facts)));
    return all;
}

portal::ListenerSettings Operations::listener_settings() const {
    portal::ListenerSettings listener;
    listener.name = "operations";
    listener.most_connections = 200;
    listener.error_page = [site = site_](int status, std::string_view trace_id) {
        return portal::render_error_page(*site->content(), status, trace_id);
    };
    return listener;
}

}  // namespace hub::cli
