#include "portal/pages/page.hpp"

#include <utility>

#include "portal/pages/content_policy.hpp"
#include "portal/pages/pages.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/ids.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace {

// What a page may load, and by which nonce Google's map trusts our own files; a page without that map has none.
struct PageTrust {
    std::string policy;
    std::string nonce;
    std::string referrer;
};

PageTrust trust_of(const SiteContent& content, const PageHead& head) {
    // A search's address holds a position: it must not travel to a shop's site.
    constexpr char kOwnPagesOnly[] = "same-origin";
    if (!head.map) return {content_policy(), {}, kOwnPagesOnly};
    if (map_kind(content.map) == MapKind::open) return {content_policy(content.map, {}), {}, kOwnPagesOnly};
    const std::string nonce = to_hex(random_bytes(16));
    // Google admits a browser key by the origin of the page.
    return {content_policy(content.map, nonce), nonce, "strict-origin-when-cross-origin"};
}

void fill_layout(const SiteContent& content, Values layout, const PageHead& head, const std::string& nonce) {
    if (!nonce.empty()) layout.text_row("NONCE", nonce);
    layout.set("TITLE", content.texts.format("site.title", {{"page", head.title}}));
    if (head.no_index) layout.show("NO_INDEX");
    if (head.menu == MenuItem::shops) layout.show("AT_SHOPS");
    if (head.menu == MenuItem::chat) layout.show("AT_CHAT");
    if (head.menu == MenuItem::about) layout.show("AT_ABOUT");
    if (head.menu == MenuItem::me) layout.show("AT_ME");
    if (head.chat_widget) include_chat_tools(layout.row("WIDGET").include("CHAT_WIDGET", "chat_widget.tpl"));
    layout.include("CHAT_PARTS", "chat_parts.tpl");
}

// The statuses that have words; any other is told as its class.
int status_with_words(const Texts& texts, int status) {
    if (texts.has("error." + std::to_string(status) + ".title")) return status;
    return status < 500 ? 400 : 500;
}

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::not_found: return 404;
        case ErrorKind::invalid:
        case ErrorKind::conflict: return 400;
        case ErrorKind::forbidden:
        case ErrorKind::unauthenticated: return 403;
        case ErrorKind::throttled:
        case ErrorKind::transient:
        case ErrorKind::cancelled:
        case ErrorKind::not_begun:
        case ErrorKind::unknown_outcome: return 503;
        case ErrorKind::permanent:
        case ErrorKind::bug: return 500;
    }
    return 500;
}

HttpResponse error_page(const SiteContent& content, int status, std::string_view trace_id,
                        const std::vector<std::string>& sentences) {
    const Texts& texts = content.texts;
    const std::string key = "error." + std::to_string(status_with_words(texts, status));
    PageData page("error.tpl");
    Values values = page.content();
    values.set("HEADING", texts.get(key + ".title"));
    values.set("TEXT", texts.get(key + ".text"));
    if (!sentences.empty()) {
        Values problems = values.row("PROBLEMS");
        for (const auto& sentence : sentences) problems.text_row("PROBLEM", sentence);
    }
    if (!trace_id.empty()) values.text_row("TRACE", texts.format("error.trace", {{"trace", trace_id}}));
    PageHead head;
    head.title = texts.get(key + ".title");
    head.no_index = true;
    head.status = status;
    return finish_page(content, page, head);
}

}  // namespace

boost::asio::awaitable<Result<json::Document>> ask(PageRequest request, std::string type, std::string data) {
    Message message = make_message(*request.clock, "/portal", std::move(type), std::move(data));
    message.extensions["traceparent"] = request.traceparent;
    Result<SharedText> reply = co_await request.router->ask(std::move(message), request.deadline);
    if (!reply) co_return std::move(reply).error();
    Result<json::Document> document = json::Document::parse(*reply ? std::string_view(**reply) : "null");
    if (!document) co_return Error{ErrorKind::bug, "pages.reply", "a reply is not JSON: " + document.error().detail};
    co_return document;
}

void include_chat_tools(Values chat) {
    chat.include("CHAT_TOOLS", "chat_tools.tpl");
    chat.include("CHAT_COPY", "chat_copy.tpl");
}

HttpResponse finish_page(const SiteContent& content, const PageData& page, const PageHead& head) {
    const PageTrust trust = trust_of(content, head);
    fill_layout(content, page.layout(), head, trust.nonce);
    HttpResponse response;
    response.status = head.status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Content-Language", content.texts.get("lang")},
                        {"Cache-Control", "no-cache"},
                        {"Content-Security-Policy", trust.policy},
                        {"Referrer-Policy", trust.referrer}};
    auto html = content.templates.render(page);
    if (html) {
        response.body = std::move(html).value();
    } else {
        log::error(html.error().code, {{"detail", html.error().detail}});
        response.status = 500;
        response.body = content.texts.get("error.500.text");
        response.headers.front().second = "text/plain; charset=utf-8";
    }
    return response;
}

HttpResponse render_error_page(const SiteContent& content, int status, std::string_view trace_id) {
    return error_page(content, status, trace_id, {});
}

HttpResponse failure_page(const PageRequest& request, const Error& error) {
    if (error.kind == ErrorKind::invalid && !error.fields.empty()) return problem_page(request, error.fields);
    const int status = status_of(error.kind);
    const std::string_view trace = status >= 500 ? trace_id_of(request.traceparent) : std::string_view();
    if (status >= 500)
        log::warning("pages.failed", {{"code", error.code}, {"detail", error.detail}, {"trace_id", trace}});
    HttpResponse response = render_error_page(*request.content, status, trace);
    if (status == 503) ask_to_wait(response, error.retry_after.value_or(std::chrono::seconds(10)));
    return response;
}

HttpResponse problem_page(const PageRequest& request, const std::vector<FieldProblem>& problems) {
    std::vector<std::string> sentences;
    for (const auto& problem : problems) sentences.push_back(problem_sentence(request.texts(), problem));
    return error_page(*request.content, 400, {}, sentences);
}

std::string problem_sentence(const Texts& texts, const FieldProblem& problem) {
    std::string_view field = problem.field;
    if (!field.empty() && field.front() == '/') field.remove_prefix(1);
    const std::string key = "field." + std::string(field);
    return (texts.has(key) ? texts.get(key) : std::string(field)) + "：" + problem.problem;
}

}  // namespace hub::portal
