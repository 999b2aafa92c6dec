#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "portal/pages/site.hpp"
#include "router/core/clock.hpp"
#include "router/core/handler.hpp"
#include "router/core/http.hpp"
#include "router/core/json.hpp"

// What all pages share: asking the router and turning values into an answer.
namespace hub::portal {

// One request on its way to a page. Copied into coroutines by value.
struct PageRequest {
    std::shared_ptr<const SiteContent> content;
    Router* router;
    const Clock* clock;
    HttpRequest http;
    Deadline deadline;
    std::string traceparent;  // of everything this request asks
    std::string base_url;

    const Texts& texts() const { return content->texts; }
};

// Asks the router for a reply of this type with `data` (JSON). Errors: the router's; `bug` when the reply is not JSON.
boost::asio::awaitable<Result<json::Document>> ask(PageRequest request, std::string type, std::string data);

enum class MenuItem { none, shops, chat, about, me };

struct PageHead {
    std::string title;               // of this page alone; the site's name is added
    MenuItem menu = MenuItem::none;
    bool chat_widget = true;
    bool no_index = false;
    bool map = false;
    int status = 200;
};

// Puts what copies and clears a conversation where chat.tpl and chat_widget.tpl want it.
void include_chat_tools(Values chat);

// The page as a response with its security headers; the 500 page when it cannot be rendered.
HttpResponse finish_page(const SiteContent& content, const PageData& page, const PageHead& head);

// The page that tells a person about a failure: 404 for not_found, 503 with Retry-After for what may pass, ...
HttpResponse failure_page(const PageRequest& request, const Error& error);

// The page that says a request was wrong and why.
HttpResponse problem_page(const PageRequest& request, const std::vector<FieldProblem>& problems);

// The sentence for a wrong field: its Japanese name and what is wrong with it.
std::string problem_sentence(const Texts& texts, const FieldProblem& problem);

}  // namespace hub::portal
