#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "portal/operations/operations_pages.hpp"
#include "portal/pages/page.hpp"
#include "portal/pages/reply_text.hpp"

// What the operations pages share: one request, asking, answering as a page or as JSON, times.
namespace hub::portal {

// One request on its way to an operations page. Copied into coroutines by value.
struct OperationsRequest {
    PageRequest page;
    std::shared_ptr<const OperationsFacts> facts;
    bool json = false;  // the answer shall be JSON
};

boost::asio::awaitable<HttpResponse> state_page(OperationsRequest request);
boost::asio::awaitable<HttpResponse> messages_page(OperationsRequest request);
boost::asio::awaitable<HttpResponse> message_page(OperationsRequest request);

// A reply as it came and as a document. Replies may be large: a list of a thousand messages.
struct Reply {
    SharedText text;
    json::Document document;
};
boost::asio::awaitable<Result<Reply>> ask_for(PageRequest request, std::string type, std::string data);

// Whether the client wants JSON rather than a page.
bool wants_json(const HttpRequest& http);

// JSON that must not be kept by anybody on the way.
HttpResponse json_answer(SharedText text, int status = 200);
HttpResponse json_answer(std::string text, int status = 200);
// {"error": {...}} with the status of the error's kind.
HttpResponse json_failure(const Error& error);

// A page of the operations listener under its title.
HttpResponse finish_operations_page(const OperationsRequest& request, const PageData& page, const std::string& title,
                                    int status = 200);
// The page that says why there is none, in the error's own words.
HttpResponse failure_operations_page(const OperationsRequest& request, const Error& error);

// Sets NAME for people, in Japan's time, and NAME_AT for machines; shows {{#HAS_NAME}} unless there is no such time.
void set_time(Values values, const std::string& name, std::string_view rfc3339);

// JSON with one member a line, indented.
std::string indented(const json::Value& value);

}  // namespace hub::portal
