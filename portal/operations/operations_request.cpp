#include "portal/operations/operations_request.hpp"

#include "portal/server/problem.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/error_json.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

constexpr std::size_t kLargestReply = 64 * 1024 * 1024;

HttpResponse json_response(int status) {
    HttpResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    return response;
}

void indent(const json::Value& value, std::size_t depth, std::string& text) {
    const bool object = value.is_object();
    if ((!object && !value.is_array()) || value.size() == 0) {
        text += value.to_json();
        return;
    }
    const std::string margin(2 * (depth + 1), ' ');
    text += object ? '{' : '[';
    bool first = true;
    const auto begin_line = [&] {
        text += (first ? "\n" : ",\n") + margin;
        first = false;
    };
    for (const auto& [name, member] : value.members()) {
        begin_line();
        text += json::quote(name) + ": ";
        indent(member, depth + 1, text);
    }
    for (const auto& element : value.elements()) {
        begin_line();
        indent(element, depth + 1, text);
    }
    text += "\n" + std::string(2 * depth, ' ') + (object ? '}' : ']');
}

}  // namespace

boost::asio::awaitable<Result<Reply>> ask_for(PageRequest request, std::string type, std::string data) {
    Message message = make_message(*request.clock, "/portal", std::move(type), std::move(data));
    message.extensions["traceparent"] = request.traceparent;
    Result<SharedText> text = co_await request.router->ask(std::move(message), request.deadline);
    if (!text) co_return std::move(text).error();
    json::Limits limits;
    limits.bytes = kLargestReply;
    auto document = json::Document::parse(**text, limits);
    if (!document) co_return Error{ErrorKind::bug, "pages.reply", "a reply is not JSON: " + document.error().detail};
    co_return Reply{*text, *document};
}

bool wants_json(const HttpRequest& http) {
    if (path_of(http.target).ends_with(".json")) return true;
    const auto accepted = find_header(http.headers, "Accept");
    return accepted && accepted->find("application/json") != std::string_view::npos &&
           accepted->find("text/html") == std::string_view::npos;
}

HttpResponse json_answer(SharedText text, int status) {
    auto response = json_response(status);
    response.shared_body = std::move(text);
    return response;
}

HttpResponse json_answer(std::string text, int status) {
    auto response = json_response(status);
    response.body = std::move(text);
    return response;
}

HttpResponse json_failure(const Error& error) {
    json::Writer writer;
    writer.begin_object();
    write_error(writer, error);
    writer.end_object();
    return json_answer(writer.take(), status_of(error));
}

HttpResponse finish_operations_page(const OperationsRequest& request, const PageData& page, const std::string& title,
                                    int status) {
    PageHead head;
    head.title = title;
    head.chat_widget = false;
    head.no_index = true;
    head.status = status;
    auto response = finish_page(*request.page.content, page, head);
    // Names and addresses are on these pages.
    forbid_keeping(response);
    return response;
}

HttpResponse failure_operations_page(const OperationsRequest& request, const Error& error) {
    PageData page("error.tpl");
    Values values = page.content();
    const int status = status_of(error);
    const std::string title = status == 404 ? "Not found" : status < 500 ? "That is not possible" : "Not now";
    values.set("HEADING", title);
    values.set("TEXT", error.detail);
    values.text_row("TRACE", error.code);
    for (const auto& [field, problem] : error.fields) values.text_row("PROBLEM", field + " " + problem);
    return finish_operations_page(request, page, title, status);
}

void set_time(Values values, const std::string& name, std::string_view rfc3339) {
    const auto text = japanese_text(rfc3339);
    if (text.empty()) return;
    values.set(name, text);
    values.set(name + "_AT", rfc3339);
    values.show("HAS_" + name);
}

std::string indented(const json::Value& value) {
    std::string text;
    indent(value, 0, text);
    return text;
}

}  // namespace hub::portal
