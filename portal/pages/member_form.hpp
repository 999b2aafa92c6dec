#pragma once

#include <initializer_list>
#include <optional>
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

// A form of a session's page. `problem`: its proof is not that of the session of now, as when the session has ended or
// somebody has logged in again since the form was given. Then nothing of it may be done: it is shown again as it was
// typed, with the proof of now, and can be sent once more.
struct SessionForm {
    TypedForm typed;
    std::optional<Error> problem;
};

// The form of a POST that is for a session; 403 when another site's page sent it, 400 when it is no form.
Result<SessionForm> read_session_form(const PageRequest& request);

// Whose form of a profile this is, as its field "account" says: the number called `id` of what an account is told about
// itself; as it was sent while nobody can say.
std::string account_of(const Result<json::Document>& own, std::string_view id, const TypedForm& sent);
// Whether the form came with the proof of a session of another account than the one that is logged in now: then its
// content is not theirs, and is not shown again, but unusable_form() is said.
bool is_of_another(const TypedForm& form, const std::optional<Error>& problem, const Result<json::Document>& own,
                   std::string_view id);
// The error of a form that cannot be taken, whatever stands in it: member_failure() says what to do.
Error unusable_form();

// Asks in the name of whoever sent the request (see name_caller).
boost::asio::awaitable<Result<json::Document>> ask_as_caller(PageRequest request, std::string type, std::string data);

// Shows what is wrong: {{>PROBLEMS}} on top of the form, with a line each that leads to its field, and at the field NAME
// {{#NAME_PROBLEM}} and {{#NAME_MARK}}. Problems of parts (children/1) stand at the whole.
// `names`: what the keys of the fields' names begin with where they are not those of every form.
void fill_problems(const Texts& texts, Values values, const Error& error, std::string_view names = "field.");

// Whether a form shall be shown again for this error, with the status of form_status(): something is wrong with it, it
// came without a session, or what is needed to answer it is out of reach for the moment.
bool is_about_form(const Error& error);
// The same of a page that is nothing without a session: there is nobody to show it to, see refusal().
bool is_about_own_form(const Error& error);
int form_status(const Error& error);
// Whether the same form may be sent once more, as it is: nothing was refused. It came without its session or proof, or
// it is not known whether it was carried out.
bool may_be_sent_again(const Error& error);

// The page of a form, which no cache keeps; with a problem the status is form_status(), and what may pass says when to
// try again.
HttpResponse finish_form(const PageRequest& request, const PageData& page, PageHead head, const Error* problem);
// The same of a page of accounts, under the menu's own entry. A form that came without its session is told so on top,
// with the way to log in beside it.
HttpResponse finish_member_page(const PageRequest& request, const PageData& page, const std::string& title,
                                const Error* problem = nullptr);

// The error page without a trace of the request in any cache; for a form that read_form() refused, what to do about it.
HttpResponse member_failure(const PageRequest& request, const Error& error);

// 303: the browser asks for another page of ours.
HttpResponse go_to(std::string path);

// Whether nobody is logged in (any more), or somebody whose kind of account the page is not for.
inline bool is_logged_out(const Error& error) { return error.code == "session.missing"; }
inline bool is_other_account(const Error& error) { return error.code == "accounts.forbidden"; }

// Whether it is the proof of a form that does not fit (see SessionForm).
inline bool is_stale(const Error& error) { return error.code == "pages.stale"; }

// The answer to whoever gets no answer of a page of their own: the login of the page's area, from which the browser
// comes back to `next` (the page itself when empty), when nobody or somebody else is logged in; else member_failure().
// The login says what became of a form that came too late, and that it ends the login of somebody else.
HttpResponse refusal(const PageRequest& request, const Error& error, std::string_view next = {});

}  // namespace hub::portal
