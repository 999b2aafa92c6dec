#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "portal/pages/page.hpp"

// What the members' pages share: forms that keep what was typed and say what is wrong, and answers nobody stores.
namespace hub::portal {

// What was typed into a form. Nothing of it is trusted.
class TypedForm {
public:
    TypedForm() = default;
    explicit TypedForm(HttpParameters parameters) : parameters_(std::move(parameters)) {}

    // The value of a field without white space around it; empty when it is not there.
    std::string_view text(std::string_view name) const;
    // As it was typed, for passwords.
    std::string_view exact(std::string_view name) const;
    // Whether this is one of the values that were chosen.
    bool has(std::string_view name, std::string_view value) const;
    std::vector<std::string_view> all(std::string_view name) const;

private:
    HttpParameters parameters_;
};

// The query of a request as a form.
TypedForm query_form(const PageRequest& request);

// {"name": "value", ...} of fields that were typed; passwords as they were.
std::string data_of(const TypedForm& form, std::initializer_list<std::string_view> names);

// The form of a POST; 403 when another site's page sent it, or when it belongs to a session and lacks its proof (field
// "csrf"); 400 when it is no form.
Result<TypedForm> read_form(const PageRequest& request, bool of_session);

// Asks in the name of whoever sent the request (see name_caller).
boost::asio::awaitable<Result<json::Document>> ask_as_caller(PageRequest request, std::string type, std::string data);

// Shows what is wrong: {{>PROBLEMS}} on top of the form, with a line each that leads to its field, and at the field
// NAME
// {{#NAME_PROBLEM}} and {{#NAME_MARK}}. Problems of parts (children/1) stand at the whole.
// `names`: what the keys of the fields' names begin with where they are not those of every form.
void fill_problems(const Texts& texts, Values values, const Error& error, std::string_view names = "field.");

// Whether a form shall be shown again for this error, with the status of form_status(); of a form that only somebody
// logged in can send, is_about_own_form(): when the session has ended there is nobody to show it to, see refusal().
bool is_about_form(const Error& error);
bool is_about_own_form(const Error& error);
int form_status(const Error& error);

// A page that no cache keeps.
HttpResponse finish_member_page(const PageRequest& request, const PageData& page, const std::string& title,
                                const Error* problem = nullptr);

// The error page without a trace of the request in any cache; for a form that read_form() refused, what to do about it.
HttpResponse member_failure(const PageRequest& request, const Error& error);

// 303: the browser asks for another page of ours.
HttpResponse go_to(std::string path);

// Whether nobody is logged in (any more), or somebody whose kind of account the page is not for.
inline bool is_logged_out(const Error& error) { return error.code == "session.missing"; }
inline bool is_other_account(const Error& error) { return error.code == "accounts.forbidden"; }

// The answer to whoever gets no answer of a page of their own: the login of the page's area, from which the browser
// comes back to `next` (the page itself when empty), when nobody or somebody else is logged in; else member_failure().
// The login says what became of a form that came too late, and that it ends the login of somebody else.
HttpResponse refusal(const PageRequest& request, const Error& error, std::string_view next = {});

}  // namespace hub::portal
