#include "connectors/dialogflow/design/agent_designer.hpp"

#include <algorithm>

#include "connectors/support/status_mapping.hpp"
#include "router/core/json.hpp"
#include "router/runtime/wait.hpp"

namespace hub::dialogflow::design {
namespace {

constexpr const char* kScope = "https://www.googleapis.com/auth/dialogflow";
constexpr std::chrono::milliseconds kLongestPause{5'000};
constexpr int kMostPages = 100;

Error still_running(const Operation& operation) {
    return {ErrorKind::cancelled, "dialogflow.operation_running",
            "Dialogflow has not finished in time and may do so later (" + operation.name + ")"};
}

}  // namespace

AgentDesigner::AgentDesigner(DialogflowSettings settings, http::ServiceAccount account, HttpClient& client,
                             const Clock& clock, Progress progress, std::chrono::milliseconds first_pause)
    : settings_(std::move(settings)),
      client_(std::move(account), kScope, client, clock),
      clock_(clock),
      progress_(std::move(progress)),
      first_pause_(first_pause) {}

boost::asio::awaitable<Result<std::string>> AgentDesigner::call(std::string method, std::string url, std::string body,
                                                                Deadline deadline) {
    HttpRequest request{std::move(method), std::move(url), {{"Accept", "application/json"}}, std::move(body), ""};
    if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    auto response = co_await client_.send(std::move(request), deadline);
    if (!response) co_return response.error();
    if (response->status != 200) co_return http::to_error("dialogflow", *response, clock_);
    co_return std::move(response->body);
}

// Asks after an operation, at first soon and then less and less often. Asking changes nothing, so a failure of it is
// no failure of the operation.
boost::asio::awaitable<Result<Operation>> AgentDesigner::finished(Operation operation, Deadline deadline) {
    auto pause = first_pause_;
    while (!operation.done) {
        if (deadline.remaining(clock_) <= pause) co_return still_running(operation);
        co_await runtime::sleep_for(pause);
        pause = std::min(pause * 2, kLongestPause);
        if (progress_) progress_("waiting for Dialogflow");
        auto url = resource_url(settings_, operation.name, "");
        auto body = co_await call("GET", std::move(url), "", deadline);
        if (!body && !may_retry(body.error()) && body.error().kind != ErrorKind::unknown_outcome)
            co_return body.error();
        if (!body) continue;
        auto read = read_operation(*body);
        if (!read) co_return read.error();
        operation = std::move(*read);
    }
    co_return operation;
}

boost::asio::awaitable<Result<Operation>> AgentDesigner::operate(std::string url, std::string body, Deadline deadline) {
    auto answer = co_await call("POST", std::move(url), std::move(body), deadline);
    if (!answer) co_return answer.error();
    auto operation = read_operation(*answer);
    if (!operation) co_return operation.error();
    auto done = co_await finished(std::move(*operation), deadline);
    co_return done;
}

boost::asio::awaitable<Result<void>> AgentDesigner::change(std::string url, std::string body, Deadline deadline) {
    auto operation = co_await operate(std::move(url), std::move(body), deadline);
    if (!operation) co_return operation.error();
    co_return Result<void>::success();
}

boost::asio::awaitable<Result<std::string>> AgentDesigner::export_agent(Deadline deadline) {
    auto operation = co_await operate(agent_url(settings_, ":export"), "{}", deadline);
    if (!operation) co_return operation.error();
    co_return archive_in(*operation);
}

boost::asio::awaitable<Result<void>> AgentDesigner::import_agent(std::string zip, ImportMode mode, Deadline deadline) {
    auto url = agent_url(settings_, mode == ImportMode::replace ? ":restore" : ":import");
    auto body = archive_body(zip);
    auto done = co_await change(std::move(url), std::move(body), deadline);
    co_return done;
}

boost::asio::awaitable<Result<std::vector<EntityType>>> AgentDesigner::entity_types(Deadline deadline) {
    std::vector<EntityType> all;
    std::string page_token;
    for (int pages = 0; pages < kMostPages; ++pages) {
        auto url = agent_url(settings_, "/entityTypes?pageSize=20&languageCode=" + percent_encode(settings_.language));
        if (!page_token.empty()) url += "&pageToken=" + percent_encode(page_token);
        auto body = co_await call("GET", std::move(url), "", deadline);
        if (!body) co_return body.error();
        auto page = read_entity_types(*body);
        if (!page) co_return page.error();
        std::move(page->types.begin(), page->types.end(), std::back_inserter(all));
        page_token = std::move(page->next_page);
        if (page_token.empty()) co_return all;
    }
    co_return Error{ErrorKind::permanent, "dialogflow.too_many_entities", "the agent has too many entity types"};
}

boost::asio::awaitable<Result<EntityType>> AgentDesigner::create_entity_type(std::string display_name,
                                                                             Deadline deadline) {
    auto url = agent_url(settings_, "/entityTypes?languageCode=" + percent_encode(settings_.language));
    auto body = co_await call("POST", std::move(url), entity_type_body(display_name), deadline);
    if (!body) co_return body.error();
    co_return read_entity_type(*body);
}

boost::asio::awaitable<Result<void>> AgentDesigner::update_entries(std::string type, std::vector<EntityEntry> entries,
                                                                   Deadline deadline) {
    auto url = resource_url(settings_, type, "/entities:batchUpdate");
    auto body = update_body(entries, settings_.language);
    auto done = co_await change(std::move(url), std::move(body), deadline);
    co_return done;
}

boost::asio::awaitable<Result<void>> AgentDesigner::delete_entries(std::string type, std::vector<std::string> values,
                                                                   Deadline deadline) {
    auto url = resource_url(settings_, type, "/entities:batchDelete");
    auto body = delete_body(values, settings_.language);
    auto done = co_await change(std::move(url), std::move(body), deadline);
    co_return done;
}

}  // namespace hub::dialogflow::design
