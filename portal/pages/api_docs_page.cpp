#include "portal/pages/api_docs_page.hpp"

#include <utility>

#include "portal/api/documentation_page.hpp"
#include "portal/pages/page.hpp"

namespace hub::portal {
namespace {

// What the page says of the contract. Made once: the contract never changes while the hub runs.
struct Documentation {
    std::string title;
    std::string description;
    std::string version;
    std::string reference;  // HTML
};

boost::asio::awaitable<HttpResponse> api_docs_page(std::shared_ptr<const SiteContent> content,
                                                   std::shared_ptr<const Documentation> documentation) {
    PageData page("api_docs.tpl");
    Values values = page.content();
    values.set("TITLE", documentation->title);
    values.set("DESCRIPTION", documentation->description);
    values.set("VERSION", content->texts.format("api_docs.version", {{"version", documentation->version}}));
    values.set("REFERENCE", documentation->reference);
    PageHead head;
    head.title = documentation->title;
    head.chat_widget = false;
    co_return finish_page(*content, page, head);
}

}  // namespace

HttpEndpoint api_docs_endpoint(std::shared_ptr<const Site> site, const OpenApiContract& contract) {
    const auto documentation = std::make_shared<const Documentation>(
        Documentation{contract.title, contract.description, contract.version, documentation_reference(contract)});
    HttpEndpoint endpoint;
    endpoint.method = "GET";
    endpoint.path = "/api/docs";
    endpoint.handler = [site = std::move(site), documentation](HttpRequest, Deadline) {
        return api_docs_page(site->content(), documentation);
    };
    return endpoint;
}

}  // namespace hub::portal
