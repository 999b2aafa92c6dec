#pragma once

#include <string>
#include <string_view>

#include "portal/pages/member_form.hpp"

// Where the pages of each kind of account are, and what they ask: the same views serve members and shops' owners.
namespace hub::portal {

struct AccountPages {
    std::string_view kind;  // of the messages: "member", "owner"
    std::string_view base;  // where the pages begin: "", "/owners"

    std::string path(std::string_view page) const { return std::string(base) + std::string(page); }
    std::string type(std::string_view what) const { return std::string(kind) + "." + std::string(what); }
};

// Whose pages a request is about.
inline AccountPages pages_of(const PageRequest& request) {
    return request.http.target.starts_with("/owners/") ? AccountPages{"owner", "/owners"} : AccountPages{"member", ""};
}

// The query of a request as a form.
inline TypedForm typed_query(const PageRequest& request) {
    auto query = parse_urlencoded(query_of(request.http.target));
    return TypedForm(query ? std::move(*query) : HttpParameters{});
}

// {"name": "value", ...} of fields that were typed, as they were.
inline std::string data_of(const TypedForm& form, std::initializer_list<std::string_view> names) {
    json::Writer writer;
    writer.begin_object();
    for (const auto name : names) writer.member(name, name.ends_with("password") ? form.exact(name) : form.text(name));
    writer.end_object();
    return writer.take();
}

// Whether a page is not for whoever asks, because nobody is logged in (any more).
inline bool is_logged_out(const Error& error) { return error.code == "session.missing"; }

// A link that cannot be used: why, and the page to ask for another.
HttpResponse useless_link(const PageRequest& request, const Error& error, std::string_view again);
inline bool is_about_link(const Error& error) { return error.code.starts_with("accounts.link_"); }

// What became of it, and where to go on.
HttpResponse done_page(const PageRequest& request, const std::string& title, const std::string& text);

// The page that says where a link went, `once` for how long it can be used.
HttpResponse sent_page(const PageRequest& request, std::string_view mail, const std::string& once,
                       std::string_view again);

// What follows on a login's first step: the session's cookie and the way to the own page, or the form for the code.
HttpResponse admitted(const PageRequest& request, const json::Value& reply);

// The form for the code of a login's second step.
HttpResponse code_form(const PageRequest& request, std::string_view method, std::string_view ticket,
                       const Error* problem);

}  // namespace hub::portal
