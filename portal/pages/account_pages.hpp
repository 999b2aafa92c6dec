#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "portal/pages/account_area.hpp"
#include "portal/pages/member_form.hpp"

// What the pages about getting in share; the same views serve every kind of account (see account_area.hpp).
namespace hub::portal {

// A link that cannot be used: why, and the page to ask for another; `again` is empty for an invitation, which only
// whoever invited can send again.
HttpResponse useless_link(const PageRequest& request, const Error& error, std::string_view again);
inline bool is_about_link(const Error& error) { return error.code.starts_with("accounts.link_"); }

// What became of it, and where to go on.
HttpResponse done_page(const PageRequest& request, const std::string& title, const std::string& text);

// The page that says where a link went, `once` for how long it can be used.
HttpResponse sent_page(const PageRequest& request, std::string_view mail, const std::string& once,
                       std::string_view again);

// The page of a link whose button does what the link is for: scanners of mail open links, and nothing happens then.
struct LinkQuestion {
    std::string_view purpose;   // as member.access_link knows it
    std::string_view title;     // keys of texts,
    std::string_view sentence;  // with the address as {mail},
    std::string_view send;
    std::string_view action;  // paths below the area's: where the button leads,
    std::string_view again;   // and where another link is asked for
};
boost::asio::awaitable<HttpResponse> link_question_page(PageRequest request, LinkQuestion question);

// {{#NEXT}} of a form on the way in: `next`, when the area's login may lead there.
void fill_next(const PageRequest& request, Values values, std::string_view next);

// A mail carries no `next`: the browser that asks for a link keeps it, as long as the link lives. It is a path of ours
// and tells nothing of anybody. keep_next() drops what was kept before when `next` is none of the area's pages.
void keep_next(const PageRequest& request, HttpResponse& response, std::string_view next, std::chrono::seconds life);
// What was kept, when the area's login may lead there.
std::string kept_next(const PageRequest& request);
void drop_next(const PageRequest& request, HttpResponse& response);

// What follows on a step of a login: the session's cookie and the way to page_after_login(), or the form for the code.
HttpResponse admitted(const PageRequest& request, const json::Value& reply, std::string_view next = {});

// The form for the code of a login's second step.
struct CodeForm {
    std::string_view method;  // mail, authenticator
    std::string_view ticket;
    std::string_view next{};                  // as for admitted()
    std::string_view action = "/login/code";  // path below the area's
};
HttpResponse code_form(const PageRequest& request, const CodeForm& form, const Error* problem);

}  // namespace hub::portal
