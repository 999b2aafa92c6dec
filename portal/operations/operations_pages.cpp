#include "portal/operations/operations_pages.hpp"

#include <utility>

#include "portal/api/cross_site.hpp"
#include "portal/operations/operations_request.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {
namespace {

using View = boost::asio::awaitable<HttpResponse> (*)(OperationsRequest);

// What every endpoint shares.
struct Host {
    std::shared_ptr<const Site> site;
    Router* router;
    const Clock* clock;
    std::shared_ptr<const OperationsFacts> facts;
};

OperationsRequest request_for(const Host& host, HttpRequest http, Deadline deadline) {
    const bool json = wants_json(http);
    return {{host.site->content(), host.router, host.clock, std::move(http), deadline, new_traceparent(), {}},
            host.facts,
            json};
}

boost::asio::awaitable<HttpResponse> refuse_name(OperationsRequest request) {
    const Error error{ErrorKind::forbidden, "request.foreign_name",
                      "this listener is not known by the name it was asked for; add the name to operations.names in "
                      "hub.json, or ask for its address"};
    co_return request.json ? json_failure(error) : failure_operations_page(request, error);
}

HttpEndpoint endpoint(std::string path, View view, const std::shared_ptr<const Host>& host) {
    HttpEndpoint made;
    made.method = "GET";
    made.path = std::move(path);
    made.body_limit = 0;
    made.handler = [view, host](HttpRequest http, Deadline deadline) {
        const bool own = is_under_own_name(http, host->facts->names);
        auto request = request_for(*host, std::move(http), deadline);
        return own ? view(std::move(request)) : refuse_name(std::move(request));
    };
    return made;
}

boost::asio::awaitable<HttpResponse> asset(OperationsRequest request) {
    const auto file = find_parameter(request.page.http.path_parameters, "file").value_or(std::string_view());
    auto response = request.page.content->assets.serve(file, false);
    if (response.status != 404) co_return response;
    co_return failure_operations_page(request, {ErrorKind::not_found, "pages.asset", "there is no such file"});
}

}  // namespace

std::vector<HttpEndpoint> operations_page_endpoints(std::shared_ptr<const Site> site, Router& router,
                                                    const Clock& clock, OperationsFacts facts) {
    const auto host = std::make_shared<const Host>(
        Host{std::move(site), &router, &clock, std::make_shared<const OperationsFacts>(std::move(facts))});
    return {endpoint("/", state_page, host),
            endpoint("/state.json", state_page, host),
            endpoint("/messages", messages_page, host),
            endpoint("/messages.json", messages_page, host),
            endpoint("/messages/{id}", message_page, host),
            endpoint("/assets/{file}", asset, host)};
}

}  // namespace hub::portal
